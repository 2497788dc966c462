def gear_json_int(value, low, high):
    """Value::as_i64 and as_u64."""
    return value if type(value) is int and low <= value <= high else None
