def gear_rem_any(a, b):
    """The remainder of numbers whose type is only known now."""
    if isinstance(a, float):
        return gear_rem_float(a, b)
    return gear_rem(a, b)
