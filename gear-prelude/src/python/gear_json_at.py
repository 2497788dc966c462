def gear_json_at(value, index):
    """value[index] of JSON: null where there is nothing."""
    if isinstance(value, dict) and isinstance(index, str):
        return value.get(index)
    if isinstance(value, list) and not isinstance(index, str) and index < len(value):
        return value[index]
    return None
