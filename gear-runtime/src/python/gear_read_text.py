def gear_read_text(record):
    value = gear_read_kind(record, 'string')
    if isinstance(value, str):
        return value
    raise ValueError('%s: expected text, got bytes that are not UTF-8' % record['key'])
