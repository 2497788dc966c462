def gear_try_fold_result(values, start, function):
    """Iterator::try_fold with results."""
    result = (True, start)
    for value in values:
        result = function(result[1], value)
        if not result[0]:
            break
    return result
