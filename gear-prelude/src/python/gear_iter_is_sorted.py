def gear_iter_is_sorted(values):
    """Iterator::is_sorted."""
    return gear_iter_is_sorted_by(values, lambda a, b: a <= b)
