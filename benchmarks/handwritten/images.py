CONSTRAINTS = {'cat': (2, 3), 'dog': (0, 3)}


def read(record):
    counts = record['value']
    return {
        'key': record['key'],
        'value': {category: int(n) for category, n in counts.items()},
    }


def fits(record):
    for category, (least, most) in CONSTRAINTS.items():
        n = record['value'].get(category, 0)
        if n < least or n > most:
            return False
    return True


(GB('KeysReader')
    .map(read)
    .filter(fits)
    .map(lambda r: r['key'])
    .run('image:*'))
