def gear_contains(values, item):
    """Membership by equality; Python's `in` takes a NaN for itself."""
    if isinstance(values, str):
        return item in values
    return any(gear_equal(value, item) for value in values)
