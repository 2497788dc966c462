def gear_keep_max(best, record):
    """Keeps the greater one."""
    return (record,) if not best or record >= best[0] else best
