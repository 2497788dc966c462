def gear_py_tuple(expected, converts):
    def gear_py_tuple_of(value, what):
        if isinstance(value, (tuple, list)) and len(value) == len(converts):
            return tuple([convert(item, what) for convert, item in zip(converts, value)])
        raise gear_py_mismatch(what, expected, value)
    return gear_py_tuple_of
