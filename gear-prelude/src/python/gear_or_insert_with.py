def gear_or_insert_with(values, key, make):
    """Entry::or_insert_with."""
    if key not in values:
        values[key] = make()
    return values[key]
