def gear_py_nothing(value, what):
    if value is None:
        return None
    raise gear_py_mismatch(what, '()', value)
