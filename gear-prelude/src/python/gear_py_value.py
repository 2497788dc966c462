def gear_py_value(value, what):
    """What `Value` can be: a tree of JSON with bytes in it."""
    plain = gear_py_scalar(value)
    if isinstance(plain, (bytes, bytearray, memoryview)):
        return bytes(plain)
    if isinstance(plain, (list, tuple)):
        return [gear_py_value(item, what) for item in plain]
    if isinstance(plain, dict):
        return {gear_py_text(key, what): gear_py_value(item, what) for key, item in plain.items()}
    if isinstance(plain, int) and plain >= 2**63:
        raise gear_py_mismatch(what, 'Value', value)
    return gear_py_json(plain, what)
