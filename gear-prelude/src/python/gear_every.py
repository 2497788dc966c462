def gear_every(key, period, function):
    """every: the timer of the server, which counts in seconds."""
    if period < 1000000000 or period % 1000000000:
        raise ValueError('the time of a timer has to be whole seconds, and one at least')
    return registerTE(period // 1000000000, function, key)
