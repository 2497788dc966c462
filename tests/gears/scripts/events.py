# Two registrations, which share a function.
def note(key):

    # A blank line above, and a comment.
    execute('RPUSH', 'noted', key)


GB('KeysReader').foreach(lambda record: note(record['key'])).register('order:*', mode='sync', readValue=False)
GB('CommandReader').map(lambda args: note(args[1]) or 'noted ' + args[1]).register(trigger='note', mode='sync')
