def gear_read_kind(record, expected):
    key = gear_read_key(record)
    kind = record.get('type', 'empty')
    if kind == expected:
        return record['value']
    names = {
        'empty': 'no value',
        'hash': 'a hash',
        'list': 'a list',
        'set': 'a set',
        'string': 'a string',
        'zset': 'a sorted set',
    }
    got = names.get(kind, 'a value of another type')
    raise ValueError('%s: expected a %s, got %s' % (key, expected, got))
