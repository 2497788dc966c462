def gear_collect_option(values):
    """collect into an Option of a list."""
    out = []
    for value in values:
        if value is None:
            return None
        out.append(value)
    return out
