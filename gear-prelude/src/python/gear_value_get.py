def gear_value_get(value, key):
    """Value::get by a name."""
    return value.get(key) if isinstance(value, dict) else None
