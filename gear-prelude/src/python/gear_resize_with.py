def gear_resize_with(values, length, make):
    """Vec::resize_with."""
    del values[length:]
    values.extend([make() for _ in range(length - len(values))])
