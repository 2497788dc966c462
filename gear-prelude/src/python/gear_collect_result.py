def gear_collect_result(values, make):
    """collect into a Result of a collection."""
    out = []
    for value in values:
        if not value[0]:
            return value
        out.append(value[1])
    return (True, make(out))
