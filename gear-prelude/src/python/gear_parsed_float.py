def gear_parsed_float(text):
    """str::parse of f64, unwrapped."""
    value = gear_to_float(text)
    return gear_unwrap_result(gear_str_to_float(text), gear_debug_error) if value is None else value
