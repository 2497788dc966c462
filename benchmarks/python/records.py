"""The records that each program runs over, in the form in which the server gives them, and replies of commands."""

COUNT = 400


def keys(kind, name, value):
    return [{'key': '%s:%d' % (name, n), 'type': kind, 'event': None, 'value': value(n)} for n in range(COUNT)]


def messages(value):
    return [{'key': 'stream', 'id': '%d-0' % n, 'value': value(n)} for n in range(COUNT)]


def user(n):
    fields = {'name': 'user %d' % n, 'active': str(n % 2), 'age': str(18 + n % 60), 'status': ('new', 'old')[n % 2]}
    if n % 3:
        fields['supervisor'] = ('bob', 'eve')[n % 2]
    if n % 7 == 0:
        fields['deputy'] = 'dan'
    return fields


LINES = ('the quick brown fox jumps over the lazy dog', 'the hen and the fox', 'a dog', 'no one')
GENRES = ('Drama,Comedy', '\\N', 'Drama, Crime ,Thriller', 'Comedy')
USERS = keys('hash', 'user', user)
TEXTS = keys('string', 'line', lambda n: LINES[n % 4])

RECORDS = {
    'sum_of_values': keys('string', 'price', lambda n: 'none' if n % 50 == 0 else str(n * 37 - 1000)),
    'key_types': USERS + TEXTS,
    'genres': keys('hash', 'title', lambda n: {'name': 'title %d' % n, 'genres': GENRES[n % 4]}),
    'active_users': USERS,
    'users_by_status': USERS,
    'word_count': TEXTS,
    'keys_and_types': USERS,
    'team': USERS,
    'ids_by_name': USERS,
    'categories': keys('hash', 'annotation', lambda n: {'image': 'i%d' % (n % 20), 'category': 'c%d' % (n % 7)}),
    'images': keys('hash', 'image', lambda n: {'cat': str(n % 4), 'dog': str(n % 5)}),
    'supervisors': USERS,
    'scores': USERS,
    'enqueue': keys('hash', 'job', lambda n: {'status': ('new', 'done')[n % 2], 'text': 'hello'}),
    'copy_messages': messages(lambda n: {'celsius': str(n % 30), 'place': 'roof'}),
    'expire': keys('string', 'session', lambda n: 'x'),
    'notify': keys('hash', 'person', lambda n: {'name': 'p%d' % n, 'age': str(n % 90)}),
    'transfers': messages(lambda n: {'from': 'a%d' % (n % 9), 'to': 'b%d' % (n % 7), 'amount': str(n % 50)}),
    'oldest': keys('hash', 'person', lambda n: {'age': str(n % 90)} if n % 9 else {'name': 'x'}),
    'launch': [['launch', 'moon', str(n % 12)] for n in range(COUNT)],
}

REPLIES = {
    'DECRBY': 1,
    'EXPIRE': 1,
    'GET': b'27',
    'HMGET': [b'1', b'ann'],
    'HSET': 1,
    'INCRBY': 2,
    'RPUSH': 1,
    'SET': b'OK',
    'XADD': b'1526919030474-55',
}
