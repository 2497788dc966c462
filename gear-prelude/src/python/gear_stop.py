def gear_stop(error):
    """Raises again what stops the execution."""
    kind = type(error)
    if kind.__module__ == 'gears' and kind.__name__ in ('forcestopped', 'timeout'):
        raise error
