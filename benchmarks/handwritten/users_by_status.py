(GB('KeysReader')
    .countby(lambda r: r['value'].get('status', 'unknown'))
    .map(lambda group: (group['key'], group['value']))
    .run('user:*'))
