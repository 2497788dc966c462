def gear_gather(values, value):
    """Gathers all records in a list."""
    values = [] if values is None else values
    values.append(value)
    return values
