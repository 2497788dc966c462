def gear_str_to_float(text):
    """str::parse of f64, as a Result."""
    value = gear_to_float(text)
    if value is not None:
        return (True, value)
    return (False, 'invalid float literal' if text else 'cannot parse float from empty string')
