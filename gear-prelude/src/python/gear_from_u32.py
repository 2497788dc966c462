def gear_from_u32(value):
    """char::from_u32: no surrogates."""
    return chr(value) if value < 0xd800 or 0xe000 <= value < 0x110000 else None
