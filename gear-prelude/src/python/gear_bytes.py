def gear_bytes(data):
    """Bytes, or the UTF-8 of a text."""
    return data.encode() if isinstance(data, str) else bytes(data)
