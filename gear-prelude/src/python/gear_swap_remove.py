def gear_swap_remove(values, at):
    """Vec::swap_remove."""
    value = values[at]
    last = values.pop()
    if at < len(values):
        values[at] = last
    return value
