def gear_set_drain(values):
    """HashSet::drain."""
    items = list(values)
    values.clear()
    return iter(items)
