def gear_distinct_values(seen):
    """The records for flatmap, which emits a list from the end."""
    return list(seen.values())[::-1]
