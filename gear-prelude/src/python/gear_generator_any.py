def gear_generator_any(function):
    """A generator function of a function whose result's type is only known when it is called."""
    def generator():
        yield from gear_iter(function())
    return generator
