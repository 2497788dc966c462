def gear_keep_min_by(best, record, compare):
    """Keeps the smaller one in an order of one's own."""
    return (record,) if not best or compare(record, best[0]) < 0 else best
