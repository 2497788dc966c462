def gear_py_set(expected, convert):
    def gear_py_set_of(value, what):
        if isinstance(value, (set, frozenset)):
            return {convert(item, what) for item in value}
        raise gear_py_mismatch(what, expected, value)
    return gear_py_set_of
