def gear_from_digit(digit, radix):
    """char::from_digit."""
    if radix > 36:
        raise RuntimeError('from_digit: radix is too high (maximum 36)')
    return '0123456789abcdefghijklmnopqrstuvwxyz'[digit] if digit < radix else None
