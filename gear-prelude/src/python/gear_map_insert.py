def gear_map_insert(values, key, value):
    """HashMap::insert with its result, the old value."""
    old = values.get(key)
    values[key] = value
    return old
