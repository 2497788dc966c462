def gear_dedup(values):
    """Vec::dedup."""
    values[:] = [value for i, value in enumerate(values) if i == 0 or not value == values[i - 1]]
