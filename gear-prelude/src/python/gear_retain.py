def gear_retain(values, keep):
    """Vec::retain."""
    values[:] = [value for value in values if keep(value)]
