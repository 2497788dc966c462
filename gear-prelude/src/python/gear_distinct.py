def gear_distinct(seen, record):
    """Keeps each record once, by its text."""
    seen = {} if seen is None else seen
    seen.setdefault(gear_key(record), record)
    return seen
