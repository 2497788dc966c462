def gear_keep_max_by(best, record, compare):
    """Keeps the greater one in an order of one's own."""
    return (record,) if not best or compare(record, best[0]) >= 0 else best
