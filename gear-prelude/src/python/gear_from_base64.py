def gear_from_base64(text):
    """codec::base64_decode: only the one encoding of some bytes."""
    try:
        data = binascii.a2b_base64(text)
    except ValueError:
        return None
    return data if binascii.b2a_base64(data, newline=False).decode() == text else None
