def gear_binary_search_for(values, wanted):
    """slice::binary_search."""
    return gear_binary_search(values, lambda value: gear_cmp(value, wanted))
