def gear_count(key, total, record):
    """Counts the records of a group."""
    return (total or 0) + 1
