def gear_clone(value):
    """A copy that shares nothing that can change."""
    kind = type(value)
    if kind is list:
        return [gear_clone(item) for item in value]
    if kind is dict:
        return {key: gear_clone(item) for key, item in value.items()}
    if kind is tuple:
        return tuple([gear_clone(item) for item in value])
    if kind in (str, int, float, bytes, bool) or value is None:
        return value
    return copy.deepcopy(value)
