def expire(record):
    execute('EXPIRE', record['key'], 3600)


(GB('KeysReader')
    .foreach(expire)
    .register(prefix='session:*', mode='sync', eventTypes=['set', 'hset'], readValue=False))
