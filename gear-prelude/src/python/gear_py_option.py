def gear_py_option(convert):
    def gear_py_option_of(value, what):
        return None if value is None else convert(value, what)
    return gear_py_option_of
