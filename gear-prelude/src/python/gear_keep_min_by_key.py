def gear_keep_min_by_key(best, record, key):
    """Keeps the one with the smaller key."""
    return (record,) if not best or key(record) < key(best[0]) else best
