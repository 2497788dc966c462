def gear_fill(values, value):
    """slice::fill."""
    values[:] = [gear_clone(value) for _ in values]
