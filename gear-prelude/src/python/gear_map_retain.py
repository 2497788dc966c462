def gear_map_retain(values, keep):
    """HashMap::retain."""
    for key in [key for key, value in values.items() if not keep(key, value)]:
        del values[key]
