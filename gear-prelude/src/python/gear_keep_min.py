def gear_keep_min(best, record):
    """Keeps the smaller one."""
    return (record,) if not best or record < best[0] else best
