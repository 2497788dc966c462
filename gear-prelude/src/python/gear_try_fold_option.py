def gear_try_fold_option(values, start, function):
    """Iterator::try_fold with options."""
    for value in values:
        start = function(start, value)
        if start is None:
            break
    return start
