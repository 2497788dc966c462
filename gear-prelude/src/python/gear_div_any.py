def gear_div_any(a, b):
    """Division of numbers whose type is only known now."""
    if isinstance(a, float):
        return gear_div_float(a, b)
    return gear_div(a, b)
