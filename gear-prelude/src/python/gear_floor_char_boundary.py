def gear_floor_char_boundary(text, at):
    """str::floor_char_boundary."""
    raw = text.encode()
    at = min(at, len(raw))
    while 0 < at < len(raw) and raw[at] & 0xc0 == 0x80:
        at -= 1
    return at
