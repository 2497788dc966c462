def gear_py_dict(value, what, expected):
    """The fields of a struct, by their names."""
    return dict(gear_py_mapping(value, what, expected))
