def gear_swap(values, a, b):
    """slice::swap."""
    values[a], values[b] = values[b], values[a]
