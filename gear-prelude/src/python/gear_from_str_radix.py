def gear_from_str_radix(text, radix, low, high):
    """`from_str_radix` of an integer type."""
    if not 2 <= radix <= 36:
        raise RuntimeError('from_ascii_radix: radix must lie in the range `[2, 36]`')
    if not text:
        return (False, 'cannot parse integer from empty string')
    digits = text[1:] if text[0] == '+' or (text[0] == '-' and low < 0) else text
    value = 0
    # What is too large is so before Rust sees the rest.
    for c in digits or ' ':
        digit = gear_to_digit(c, radix)
        if digit is None:
            return (False, 'invalid digit found in string')
        value = value * radix + (-digit if text[0] == '-' else digit)
        if value > high:
            return (False, 'number too large to fit in target type')
        if value < low:
            return (False, 'number too small to fit in target type')
    return (True, value)
