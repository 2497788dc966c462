def gear_value_at(value, index):
    """Value::at."""
    return value[index] if isinstance(value, list) and index < len(value) else None
