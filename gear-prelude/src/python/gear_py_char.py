def gear_py_char(value, what):
    if isinstance(value, str) and len(value) == 1 and not '\ud800' <= value <= '\udfff':
        return str.__str__(value)
    raise gear_py_mismatch(what, 'char', value)
