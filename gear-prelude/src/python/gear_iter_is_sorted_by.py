def gear_iter_is_sorted_by(values, in_order):
    """Iterator::is_sorted_by."""
    values = iter(values)
    for last in values:
        for value in values:
            if not in_order(last, value):
                return False
            last = value
    return True
