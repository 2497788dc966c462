def gear_value(reply):
    """A reply of any type: bytes that are not text become plain bytes."""
    if isinstance(reply, bytearray):
        return bytes(reply)
    return [gear_value(item) for item in reply] if isinstance(reply, list) else reply
