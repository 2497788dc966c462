def gear_float_min(a, b):
    """f64::min: NaN loses."""
    if a != a:
        return b
    return b if b < a else a
