def gear_json_sorted(value):
    """A tree with its objects sorted by name, as serde_json writes them."""
    if isinstance(value, list):
        return [gear_json_sorted(item) for item in value]
    if isinstance(value, dict):
        return {name: gear_json_sorted(value[name]) for name in sorted(value)}
    return value
