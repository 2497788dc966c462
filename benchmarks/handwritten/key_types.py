(GB('KeysReader')
    .countby(lambda r: r.get('type', ''))
    .map(lambda group: (group['key'], group['value']))
    .run('*'))
