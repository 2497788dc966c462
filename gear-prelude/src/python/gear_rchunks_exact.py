def gear_rchunks_exact(values, size):
    """slice::rchunks_exact."""
    if size == 0:
        raise ValueError('chunk size must be non-zero')
    return (values[end - size:end] for end in range(len(values), size - 1, -size))
