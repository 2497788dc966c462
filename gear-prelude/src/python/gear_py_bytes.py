def gear_py_bytes(value, what):
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    raise gear_py_mismatch(what, 'Vec<u8>', value)
