def gear_rotate_left(values, count):
    """slice::rotate_left."""
    if count > len(values):
        raise RuntimeError('assertion failed: mid <= self.len()')
    values[:] = values[count:] + values[:count]
