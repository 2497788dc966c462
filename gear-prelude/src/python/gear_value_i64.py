def gear_value_i64(value):
    """Value::as_i64."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
