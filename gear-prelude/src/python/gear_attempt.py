def gear_attempt(function):
    """What a function gives as Ok, or the text of its error as Err."""
    try:
        return (True, function())
    except Exception as error:
        return (False, gear_error(error))
