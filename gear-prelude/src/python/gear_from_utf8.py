def gear_from_utf8(raw):
    """String::from_utf8."""
    try:
        return (True, raw.decode())
    except UnicodeDecodeError:
        return (False, 'invalid utf-8 sequence')
