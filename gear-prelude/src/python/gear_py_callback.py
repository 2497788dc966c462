def gear_py_callback(function, converts, what):
    """A function of gears for foreign code to call: what it is called with is checked."""
    def gear_py_called(*arguments):
        if len(arguments) != len(converts):
            raise TypeError('%s: calls back with %d arguments, not %d' % (what, len(arguments), len(converts)))
        return function(*[convert(argument, what) for convert, argument in zip(converts, arguments)])
    return gear_py_called
