def gear_argument(value):
    """An argument of a command as the Rust client would write it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        return gear_debug_float(value)
    if isinstance(value, (str, int, bytes, bytearray)):
        return value
    raise TypeError('this value cannot be an argument of a command')
