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


def supervisor_of(record):
    user = record['value']
    if user['deputy'] is not None:
        return user['deputy']
    if user['supervisor'] is not None:
        return user['supervisor']
    return 'nobody'


(GB('KeysReader')
    .map(read)
    .countby(supervisor_of)
    .map(lambda group: (group['key'], group['value']))
    .run('user:*'))
