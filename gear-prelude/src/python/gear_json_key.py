def gear_json_key(key):
    """A key of a map as the name in an object."""
    if isinstance(key, bool):
        return 'true' if key else 'false'
    if isinstance(key, (str, int)):
        return str(key)
    raise ValueError('key must be a string')
