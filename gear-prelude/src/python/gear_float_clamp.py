def gear_float_clamp(value, low, high):
    """f64::clamp."""
    if not low <= high:
        raise RuntimeError('min > max, or either was NaN')
    return low if value < low else high if value > high else value
