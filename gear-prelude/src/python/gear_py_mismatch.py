def gear_py_mismatch(what, expected, value):
    """The error of a value that has not the declared type. Only plain values are shown: others would run code of theirs."""
    kind = type(value)
    got = kind.__name__ if kind.__module__ == 'builtins' else '%s.%s' % (kind.__module__, kind.__qualname__)
    if kind in (str, bytes):
        got += ' ' + ascii(value[:60]) + ('...' if len(value) > 60 else '')
    elif kind in (bool, float) or kind is int and value.bit_length() <= 128:
        got += ' ' + ascii(value)
    return TypeError('%s: expected %s, got %s' % (what, expected, got))
