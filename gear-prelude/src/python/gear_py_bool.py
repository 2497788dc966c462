def gear_py_bool(value, what):
    plain = gear_py_scalar(value)
    if isinstance(plain, bool):
        return plain
    raise gear_py_mismatch(what, 'bool', value)
