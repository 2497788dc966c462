def gear_scan(values, state, step):
    """Iterator::scan; the step changes the only element of a list."""
    state = [state]
    for value in values:
        result = step(state, value)
        if result is None:
            return
        yield result
