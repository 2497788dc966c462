def gear_base64_url(data):
    """codec::base64_url_encode."""
    text = binascii.b2a_base64(gear_bytes(data), newline=False).decode()
    return text.rstrip('=').replace('+', '-').replace('/', '_')
