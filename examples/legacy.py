"""The prices of a shop: a script that has been in use for years."""
import json


def total(args):
    # RG.TRIGGER total <order>
    order = execute('GET', args[1])
    if order is None:
        raise Exception('there is no order ' + args[1])
    items = json.loads(order)['items']
    return sum(price(item) for item in items)


def price(item):
    cents = execute('HGET', 'prices', item['name'])
    return int(cents) * item['count']


def note(record):
    execute('RPUSH', 'changes', record['key'])


GB('CommandReader').map(total).register(trigger='total', mode='sync')
GB('KeysReader').foreach(note).register('order:*', mode='sync', eventTypes=['set'], readValue=False)
