def add(image, counts, record):
    category = record['value']['category']
    counts[category] = counts.get(category, 0) + 1
    return counts


def merge(image, a, b):
    for category, n in b.items():
        a[category] = a.get(category, 0) + n
    return a


(GB('KeysReader')
    .aggregateby(lambda r: r['value']['image'], {}, add, merge)
    .map(lambda group: (group['key'], group['value']))
    .run('annotation:*'))
