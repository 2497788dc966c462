def gear_equal(a, b):
    """Equality of containers; Python's own takes a NaN for equal to itself."""
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(gear_equal, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return len(a) == len(b) and all(key in b and gear_equal(value, b[key]) for key, value in a.items())
    return a == b
