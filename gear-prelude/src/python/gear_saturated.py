def gear_saturated(value, low, high):
    """The value, held at the bounds of its type."""
    return max(low, min(high, value))
