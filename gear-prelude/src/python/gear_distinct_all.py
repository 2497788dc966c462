def gear_distinct_all(seen, other):
    """Keeps each record of two shards once."""
    if seen is None:
        return other
    for key, record in other.items():
        seen.setdefault(key, record)
    return seen
