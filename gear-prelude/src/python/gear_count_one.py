def gear_count_one(key, total, value):
    """Counts a group on one shard."""
    return (value, (total[1] if total else 0) + 1)
