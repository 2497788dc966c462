def gear_value_len(value):
    """Value::len."""
    return len(value) if isinstance(value, (list, dict)) else 0
