def gear_str_to_int(text, low, high):
    """str::parse of an integer type: ASCII digits only, no underscores, no white space."""
    if not text:
        return (False, 'cannot parse integer from empty string')
    if not re.fullmatch('[+-]?[0-9]+' if low < 0 else '[+]?[0-9]+', text, re.ASCII):
        return (False, 'invalid digit found in string')
    value = int(text)
    if value > high:
        return (False, 'number too large to fit in target type')
    if value < low:
        return (False, 'number too small to fit in target type')
    return (True, value)
