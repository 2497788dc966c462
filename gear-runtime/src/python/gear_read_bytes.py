def gear_read_bytes(record):
    value = gear_read_kind(record, 'string')
    return value.encode('utf-8') if isinstance(value, str) else bytes(value)
