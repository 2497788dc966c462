(GB('KeysReader')
    .map(lambda r: (r['key'], r.get('type')))
    .run('*'))
