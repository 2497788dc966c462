def gear_py_instance(expected, module, path):
    def gear_py_instance_of(value, what):
        kind = __import__(module, fromlist=['_'])
        for name in path.split('.'):
            kind = getattr(kind, name)
        if isinstance(value, kind):
            return value
        raise gear_py_mismatch(what, expected, value)
    return gear_py_instance_of
