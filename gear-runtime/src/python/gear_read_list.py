def gear_read_list(record):
    value = gear_read_kind(record, 'list')
    if all(isinstance(item, str) for item in value):
        return value
    raise ValueError('%s: expected text, got bytes that are not UTF-8' % record['key'])
