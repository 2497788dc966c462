def gear_rposition(values, test):
    """Iterator::rposition."""
    values = list(values)
    return next((at for at in reversed(range(len(values))) if test(values[at])), None)
