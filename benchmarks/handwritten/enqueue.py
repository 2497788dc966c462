def enqueue(record):
    execute('HSET', record['key'], 'status', 'pending')
    execute('XADD', 'jobs', '*', 'key', record['key'])


(GB('KeysReader')
    .filter(lambda r: r['value'].get('status') == 'new')
    .foreach(enqueue)
    .register(prefix='job:*', mode='sync', eventTypes=['hset'], keyTypes=['hash']))
