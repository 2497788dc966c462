def gear_rotate_right(values, count):
    """slice::rotate_right."""
    if count > len(values):
        raise RuntimeError('assertion failed: k <= self.len()')
    values[:] = values[len(values) - count:] + values[:len(values) - count]
