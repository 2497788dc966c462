def gear_clamp(value, low, high):
    """Ord::clamp."""
    if low > high:
        raise RuntimeError('assertion failed: min <= max')
    return low if value < low else high if value > high else value
