def gear_json_default(value):
    """The JSON form of what json does not know."""
    if isinstance(value, (set, bytes, bytearray)):
        return list(value)
    raise TypeError('a value of Python type %s cannot leave a gear' % type(value).__name__)
