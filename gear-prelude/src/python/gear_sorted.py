def gear_sorted(records, key):
    """Sorted for flatmap, which emits a list from the end. A single record needs no key."""
    return sorted(records, key=key)[::-1] if len(records) > 1 else records
