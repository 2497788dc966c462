def gear_py_object(expected):
    def gear_py_object_of(value, what):
        if value is not None:
            return value
        raise gear_py_mismatch(what, expected, value)
    return gear_py_object_of
