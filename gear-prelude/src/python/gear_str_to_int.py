def gear_str_to_int(text, low, high):
    """str::parse of an integer type, as a Result."""
    value = gear_to_int(text, None, low, high)
    if value is not None:
        return (True, value)
    if not text:
        return (False, 'cannot parse integer from empty string')
    digits = re.match('[+-]?[0-9]*' if low < 0 else '[+]?[0-9]*', text).group()
    # What is too large is so before Rust sees the rest.
    if digits in ('', '+', '-') or (len(digits) < len(text) and gear_to_int(digits, None, low, high) is not None):
        return (False, 'invalid digit found in string')
    return (False, 'number too %s to fit in target type' % ('small' if text[0] == '-' else 'large'))
