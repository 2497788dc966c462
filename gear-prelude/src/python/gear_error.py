def gear_error(error):
    """The text of an error that was caught. What stops the execution goes on."""
    gear_stop(error)
    return str(error).rstrip()
