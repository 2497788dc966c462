def gear_float_max(a, b):
    """f64::max: NaN loses."""
    if a != a:
        return b
    return b if b > a else a
