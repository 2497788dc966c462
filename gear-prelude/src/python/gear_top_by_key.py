def gear_top_by_key(records, n, key):
    """The records with the greatest keys, for flatmap, which emits a list from the end."""
    return sorted(records, key=key, reverse=True)[:n][::-1]
