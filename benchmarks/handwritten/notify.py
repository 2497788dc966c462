def notify(record):
    message = ['key', record['key'], 'event', record.get('event') or '']
    for name, value in (record.get('value') or {}).items():
        message.append(f'field:{name}')
        message.append(value)
    execute('XADD', 'changes', '*', *message)


(GB('KeysReader')
    .foreach(notify)
    .register(prefix='person:*', mode='sync', eventTypes=['hset', 'hdel', 'del']))
