def gear_py_list(expected, convert):
    def gear_py_list_of(value, what):
        # An array of numpy. Not what has an order of its own, or is one value for Rust.
        items = value.tolist() if hasattr(value, 'tolist') and hasattr(value, 'shape') else value
        one = isinstance(items, (str, bytes, bytearray, memoryview, dict, set, frozenset))
        if one or not hasattr(items, '__iter__'):
            raise gear_py_mismatch(what, expected, value)
        return [convert(item, what) for item in items]
    return gear_py_list_of
