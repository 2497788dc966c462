def gear_list_ends_with(values, end):
    """slice::ends_with."""
    return len(end) <= len(values) and gear_equal(values[len(values) - len(end):], end)
