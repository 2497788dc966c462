def gear_py_int(expected, low, high):
    def gear_py_int_of(value, what):
        plain = gear_py_scalar(value)
        if isinstance(plain, int) and not isinstance(plain, bool) and low <= plain <= high:
            return int.__int__(plain)
        raise gear_py_mismatch(what, expected, value)
    return gear_py_int_of
