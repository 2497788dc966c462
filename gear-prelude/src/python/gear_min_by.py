def gear_min_by(values, compare):
    """Iterator::min_by: the first of equal ones."""
    best = None
    for i, value in enumerate(values):
        if i == 0 or compare(best, value) > 0:
            best = value
    return best
