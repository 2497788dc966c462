def gear_resize(values, length, value):
    """Vec::resize."""
    del values[length:]
    values.extend([gear_clone(value) for _ in range(length - len(values))])
