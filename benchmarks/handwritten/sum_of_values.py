import re

NUMBER = re.compile('[+-]?[0-9]+')


def to_int(text):
    return int(text) if NUMBER.fullmatch(text) else 0


(GB('KeysReader')
    .map(lambda r: to_int(r['value']))
    .aggregate(0, lambda a, b: a + b, lambda a, b: a + b)
    .run('price:*'))
