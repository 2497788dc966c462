def gear_value_f64(value):
    """Value::as_f64."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
