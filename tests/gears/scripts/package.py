def stat(args):
    import gear_stats
    return gear_stats.spread([float(arg) for arg in args[1:]])


GB('CommandReader').map(stat).register(trigger='spread', mode='sync')
