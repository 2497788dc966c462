def gear_binary_search_by_key(values, wanted, key):
    """slice::binary_search_by_key."""
    return gear_binary_search(values, lambda value: gear_cmp(key(value), wanted))
