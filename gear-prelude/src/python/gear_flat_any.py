def gear_flat_any(values):
    """A list for flatmap, of a value whose type is only known now."""
    return list(gear_iter(values))[::-1]
