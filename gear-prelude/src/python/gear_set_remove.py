def gear_set_remove(values, item):
    """HashSet::remove with its result, whether it was there."""
    found = item in values
    values.discard(item)
    return found
