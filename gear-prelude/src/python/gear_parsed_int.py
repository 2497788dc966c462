def gear_parsed_int(text, low=-2**63, high=2**63 - 1):
    """str::parse of an integer type, unwrapped."""
    value = gear_to_int(text, None, low, high)
    return gear_unwrap_result(gear_str_to_int(text, low, high), gear_debug_error) if value is None else value
