import re

NUMBER = re.compile('[+-]?[0-9]+')


def read(record):
    message = record['value']
    return {
        'key': record['key'],
        'id': record['id'],
        'value': {
            'from': message['from'],
            'to': message['to'],
            'amount': int(message['amount']),
        },
    }


def to_int(text):
    return int(text) if NUMBER.fullmatch(text) else 0


def transfer(record):
    value = record['value']
    sender, to, amount = value['from'], value['to'], value['amount']
    with atomic():
        balance = to_int(execute('GET', sender) or '')
        moved = balance >= amount
        if moved:
            execute('DECRBY', sender, amount)
            execute('INCRBY', to, amount)
    execute('RPUSH', f'statement:{sender}', f"{amount} to {to}: {'true' if moved else 'false'}")


(GB('StreamReader')
    .map(read)
    .foreach(transfer)
    .register(prefix='transfers', batch=10, duration=20, mode='async_local'))
