def gear_py_float(value, what):
    plain = gear_py_scalar(value)
    if isinstance(plain, float):
        return float.__float__(plain)
    # An integer that a float does not hold exactly would be another number.
    if isinstance(plain, int) and not isinstance(plain, bool) and abs(plain) <= 2**53:
        return float(int.__int__(plain))
    raise gear_py_mismatch(what, 'f64', value)
