def gear_keep_max_by_key(best, record, key):
    """Keeps the one with the greater key."""
    return (record,) if not best or key(record) >= key(best[0]) else best
