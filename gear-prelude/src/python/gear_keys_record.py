def gear_keys_record(record, value):
    """A record of KeysReader with its value decoded."""
    decoded = value(record)
    return {
        'key': record['key'],
        'event': record.get('event'),
        'kind': record.get('type'),
        'value': decoded,
    }
