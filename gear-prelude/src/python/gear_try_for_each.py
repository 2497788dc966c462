def gear_try_for_each(values, function):
    """Iterator::try_for_each."""
    for value in values:
        result = function(value)
        if not result[0]:
            return result
    return (True, None)
