def gear_list_starts_with(values, start):
    """slice::starts_with."""
    return gear_equal(values[:len(start)], start)
