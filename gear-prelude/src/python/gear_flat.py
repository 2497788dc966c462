def gear_flat(values):
    """A list for flatmap, which emits it from the end."""
    return list(values)[::-1]
