def gear_checked(value, low, high):
    """The value, or None if its type cannot hold it."""
    return value if low <= value <= high else None
