def gear_py_catch(function):
    """What a foreign function gives as Ok, or its error as Err."""
    try:
        return (True, function())
    except Exception as error:
        gear_stop(error)
        kind = type(error).__name__
        text = str(error).encode('utf-8', 'replace').decode('utf-8')
        return (False, '%s: %s' % (kind, text.rstrip()) if text else kind)
