def gear_generator(function):
    """A generator function: the server would call a plain function again and again."""
    def generator():
        yield from function()
    return generator
