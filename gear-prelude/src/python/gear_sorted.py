def gear_sorted(records, key):
    """Sorted for flatmap, which emits a list from the end."""
    return sorted(records, key=key)[::-1]
