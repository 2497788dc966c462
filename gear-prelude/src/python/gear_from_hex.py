def gear_from_hex(text):
    """codec::hex_decode."""
    try:
        return binascii.unhexlify(text)
    except ValueError:
        return None
