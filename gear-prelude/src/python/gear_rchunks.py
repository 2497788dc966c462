def gear_rchunks(values, size):
    """slice::rchunks."""
    if size == 0:
        raise ValueError('chunk size must be non-zero')
    return (values[max(end - size, 0):end] for end in range(len(values), 0, -size))
