def gear_overflowing(value, low, high):
    """The lower bits of a value, and whether its type cannot hold it."""
    return ((value - low) % (high - low + 1) + low, not low <= value <= high)
