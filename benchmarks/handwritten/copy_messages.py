def copy(record):
    for name, value in record['value'].items():
        execute('HSET', f"reading:{record['id']}", name, value)


(GB('StreamReader')
    .foreach(copy)
    .register(prefix='sensor', trimStream=False, mode='async_local'))
