def gear_from_utf8(raw):
    """String::from_utf8."""
    try:
        return (True, raw.decode())
    except UnicodeDecodeError as error:
        if error.reason == 'unexpected end of data':
            return (False, 'incomplete utf-8 byte sequence from index %d' % error.start)
        return (False, 'invalid utf-8 sequence of %d bytes from index %d' % (error.end - error.start, error.start))
