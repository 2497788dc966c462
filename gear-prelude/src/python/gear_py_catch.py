def gear_py_catch(function):
    """What a foreign function gives as Ok, or its error as Err. What stops the execution goes on."""
    try:
        return (True, function())
    except Exception as error:
        kind = type(error)
        if kind.__module__ == 'gears' and kind.__name__ in ('forcestopped', 'timeout'):
            raise
        text = str(error).encode('utf-8', 'replace').decode('utf-8')
        return (False, '%s: %s' % (kind.__name__, text.rstrip()) if text else kind.__name__)
