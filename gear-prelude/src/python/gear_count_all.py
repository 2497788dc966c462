def gear_count_all(key, total, group):
    """Adds up the counts of a group on all shards."""
    value, count = group['value']
    return (value, (total[1] if total else 0) + count)
