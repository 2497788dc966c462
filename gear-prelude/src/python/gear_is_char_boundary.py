def gear_is_char_boundary(text, at):
    """str::is_char_boundary."""
    raw = text.encode()
    return at == len(raw) or at < len(raw) and raw[at] & 0xc0 != 0x80
