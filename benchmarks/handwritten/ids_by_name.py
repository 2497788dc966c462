def add(ids, record):
    ids[record['value']['name']] = record['key']
    return ids


def merge(a, b):
    a.update(b)
    return a


(GB('KeysReader')
    .aggregate({}, add, merge)
    .run('user:*'))
