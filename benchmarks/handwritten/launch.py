def launch(target, times):
    return [f'{target} #{n}' for n in range(1, times + 1)]


(GB('CommandReader')
    .map(lambda r: launch(r[1], int(r[2])))
    .register(trigger='launch', mode='async_local'))
