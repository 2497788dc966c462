def gear_reduce(function, values):
    """Iterator::reduce."""
    values = iter(values)
    for first in values:
        return functools.reduce(function, values, first)
    return None
