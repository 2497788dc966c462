def gear_max(a, b):
    """cmp::max: of equal values the second."""
    return a if a > b else b
