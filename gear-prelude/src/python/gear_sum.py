def gear_sum(key, total, group):
    """Adds up the counts of a group."""
    return (total or 0) + group['value']
