def gear_max_by(values, compare):
    """Iterator::max_by: the last of equal ones."""
    best = None
    for i, value in enumerate(values):
        if i == 0 or compare(best, value) <= 0:
            best = value
    return best
