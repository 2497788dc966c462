def gear_key_name(key):
    """The name of a key, which must be text."""
    if isinstance(key, str):
        return key
    raise ValueError('key %s: expected text, got bytes that are not UTF-8' % ascii(bytes(key))[1:])
