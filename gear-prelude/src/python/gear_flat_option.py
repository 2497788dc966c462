def gear_flat_option(value):
    """A list of one or none for flatmap."""
    return [] if value is None else [value]
