def gear_argument(value):
    """An argument of a command as the Rust client would write it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        # The client writes small numbers without an exponent for one digit longer than `{:?}`.
        return gear_float_text(value) if 1e-5 <= abs(value) < 1e-4 else gear_debug_float(value)
    if isinstance(value, (int, bytes, bytearray)):
        return value
    raise TypeError('this value cannot be an argument of a command')
