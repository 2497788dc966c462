def gear_attempt(function):
    """What a function gives as Ok, or the text of its error as Err. What stops the execution goes on."""
    try:
        return (True, function())
    except Exception as error:
        kind = type(error)
        if kind.__module__ == 'gears' and kind.__name__ in ('forcestopped', 'timeout'):
            raise
        return (False, str(error).rstrip())
