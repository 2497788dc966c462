def gear_py_mapping(value, what, expected):
    """The entries of a dict, or of what is like one."""
    if isinstance(value, dict):
        return list(value.items())
    if hasattr(value, 'keys') and hasattr(value, '__getitem__'):
        return [(key, value[key]) for key in value.keys()]
    raise gear_py_mismatch(what, expected, value)
