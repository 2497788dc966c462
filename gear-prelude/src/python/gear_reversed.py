def gear_reversed(values):
    """From the end, of anything that ends."""
    return reversed(values if isinstance(values, (list, str, bytes)) else list(values))
