def gear_json_get(value, index):
    """Value::get, in a tuple: null is a value too."""
    if isinstance(value, dict) and isinstance(index, str):
        return (value[index],) if index in value else None
    if isinstance(value, list) and not isinstance(index, str):
        return (value[index],) if index < len(value) else None
    return None
