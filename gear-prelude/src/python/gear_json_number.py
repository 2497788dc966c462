def gear_json_number(value):
    """Value::as_f64."""
    return float(value) if type(value) in (int, float) else None
