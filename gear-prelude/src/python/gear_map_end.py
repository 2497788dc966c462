def gear_map_end(values, choose):
    """The entry of a map with the least or greatest key."""
    if not values:
        return None
    key = choose(values)
    return (key, values[key])
