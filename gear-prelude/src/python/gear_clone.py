def gear_clone(value):
    """A copy that shares nothing that can change."""
    if isinstance(value, (str, int, float, bytes)) or value is None:
        return value
    return copy.deepcopy(value)
