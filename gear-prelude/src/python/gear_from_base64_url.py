def gear_from_base64_url(text):
    """codec::base64_url_decode: without padding."""
    if any(c in text for c in '+/='):
        return None
    padding = '=' * (-len(text) % 4)
    return gear_from_base64(text.replace('-', '+').replace('_', '/') + padding)
