def gear_collect_result(values):
    """collect into a Result of a list."""
    out = []
    for value in values:
        if not value[0]:
            return value
        out.append(value[1])
    return (True, out)
