def gear_read_key(record):
    key = record['key']
    if isinstance(key, str):
        return key
    raise ValueError('key %s: expected text, got bytes that are not UTF-8' % ascii(bytes(key))[1:])
