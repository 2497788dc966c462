def gear_set_pop(values, choose):
    """Takes out the least or greatest element of a set."""
    if not values:
        return None
    value = choose(values)
    values.remove(value)
    return value
