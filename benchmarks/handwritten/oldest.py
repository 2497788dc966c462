import re

NUMBER = re.compile('[+-]?[0-9]+')


def to_int(text):
    return int(text) if text and NUMBER.fullmatch(text) else 0


def keep_oldest(record):
    age = to_int(record['value'].get('age'))
    oldest = to_int(execute('GET', 'oldest'))
    if age > oldest:
        execute('SET', 'oldest', age)


(GB('KeysReader')
    .foreach(keep_oldest)
    .register(prefix='person:*', mode='async_local', eventTypes=['hset'], keyTypes=['hash']))
