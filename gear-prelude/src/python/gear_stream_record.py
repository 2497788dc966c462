def gear_stream_record(record, fields):
    """A message of StreamReader with its fields decoded."""
    return {
        'key': record['key'],
        'id': record['id'],
        'value': fields(record['value'], record['key'] + ' ' + record['id']),
    }
