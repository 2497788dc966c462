def gear_size(count):
    """A count that itertools takes: there are no more elements than that."""
    return min(count, 2 ** 63 - 1)
