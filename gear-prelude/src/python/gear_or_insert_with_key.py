def gear_or_insert_with_key(values, key, make):
    """Entry::or_insert_with_key."""
    if key not in values:
        values[key] = make(key)
    return values[key]
