def gear_successors(value, function):
    """iter::successors, which looks one value ahead."""
    while value is not None:
        following = function(value)
        yield value
        value = following
