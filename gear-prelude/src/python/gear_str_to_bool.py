def gear_str_to_bool(text):
    """str::parse::<bool>."""
    if text in ('true', 'false'):
        return (True, text == 'true')
    return (False, 'provided string was not `true` or `false`')
