def gear_collect_option(values, make):
    """collect into an Option of a collection."""
    out = []
    for value in values:
        if value is None:
            return None
        out.append(value)
    return make(out)
