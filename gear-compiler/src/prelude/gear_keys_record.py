def gear_keys_record(record, value):
    """A record of KeysReader with its value decoded."""
    if not isinstance(record['key'], str):
        raise ValueError('a key is not valid UTF-8: %r' % bytes(record['key']))
    return {
        'key': record['key'],
        'event': record.get('event'),
        'kind': record.get('type'),
        'value': value(record),
    }
