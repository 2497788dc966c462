def gear_into_iter(values):
    """Walks over what an `impl IntoIterator` is: maps and sets in the order of their keys, which those that are hashed leave open."""
    if not isinstance(values, (dict, set)):
        return values
    items = values.items() if isinstance(values, dict) else values
    try:
        return sorted(items)
    except TypeError:
        return list(items)
