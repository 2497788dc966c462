def gear_to_digit(c, radix):
    """char::to_digit."""
    digit = '0123456789abcdefghijklmnopqrstuvwxyz'.find(c.lower() if c < '\x80' else ' ')
    return digit if 0 <= digit < radix else None
