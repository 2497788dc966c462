def gear_to_json(value):
    """A value as the tree that serde_json makes of it. Its objects are sorted by key."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (list, tuple, bytes)):
        return [gear_to_json(item) for item in value]
    if isinstance(value, set):
        return [gear_to_json(item) for item in sorted(value)]
    if isinstance(value, dict):
        return {gear_json_key(key): gear_to_json(value[key]) for key in sorted(value)}
    return value
