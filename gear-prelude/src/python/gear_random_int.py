def gear_random_int(bounds):
    """random::int: fails for an empty range."""
    return random.randrange(bounds.start, bounds.stop)
