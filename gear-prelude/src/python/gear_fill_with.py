def gear_fill_with(values, make):
    """slice::fill_with."""
    values[:] = [make() for _ in values]
