def gear_cmp(a, b):
    """Ord::cmp: -1, 0 or 1."""
    return (a > b) - (a < b)
