def gear_py_choice(expected, choices):
    def gear_py_choice_of(value, what):
        if isinstance(value, str) and value in choices:
            return str.__str__(value)
        raise gear_py_mismatch(what, '%s, one of %s' % (expected, ', '.join(choices)), value)
    return gear_py_choice_of
