def gear_get(values, key):
    """`get` of a list or map."""
    if isinstance(values, dict):
        return values.get(key)
    return values[key] if key < len(values) else None
