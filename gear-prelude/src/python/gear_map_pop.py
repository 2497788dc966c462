def gear_map_pop(values, choose):
    """Takes out the entry of a map with the least or greatest key."""
    if not values:
        return None
    key = choose(values)
    return (key, values.pop(key))
