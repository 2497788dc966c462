def gear_parsed_float(text):
    """str::parse of f64, unwrapped."""
    # Most are plain digits.
    if text.isdigit() and text.isascii():
        return float(text)
    value = gear_to_float(text)
    return gear_unwrap_result(gear_str_to_float(text), gear_debug_error) if value is None else value
