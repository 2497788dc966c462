def gear_byte_offset(text, at):
    """Where the character at a position begins in UTF-8."""
    return len(text[:at].encode())
