def gear_str_to_char(text):
    """str::parse::<char>."""
    if len(text) == 1:
        return (True, text)
    return (False, 'too many characters in string' if text else 'cannot parse char from empty string')
