def gear_str_to_int(text, low, high):
    """str::parse of an integer type, as a Result."""
    value = gear_to_int(text, None, low, high)
    if value is not None:
        return (True, value)
    if not text:
        return (False, 'cannot parse integer from empty string')
    if not re.fullmatch('[+-]?[0-9]+' if low < 0 else '[+]?[0-9]+', text):
        return (False, 'invalid digit found in string')
    return (False, 'number too %s to fit in target type' % ('small' if text[0] == '-' else 'large'))
