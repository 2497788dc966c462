def gear_map_drain(values):
    """HashMap::drain."""
    entries = list(values.items())
    values.clear()
    return iter(entries)
