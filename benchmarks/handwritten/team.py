def read(record):
    user = record['value']
    return {
        'key': record['key'],
        'value': {
            'name': user['name'],
            'active': user['active'] == '1',
            'supervisor': user.get('supervisor'),
            'deputy': user.get('deputy'),
            'age': int(user['age']),
        },
    }


(GB('KeysReader')
    .map(read)
    .filter(lambda r: r['value']['supervisor'] == 'bob')
    .limit(4)
    .collect()
    .limit(4)
    .map(lambda r: r['value']['name'])
    .run('user:*'))
