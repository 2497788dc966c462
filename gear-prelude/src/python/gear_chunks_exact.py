def gear_chunks_exact(values, size):
    """slice::chunks_exact."""
    if size == 0:
        raise RuntimeError('chunk size must be non-zero')
    return (values[i:i + size] for i in range(0, len(values) - size + 1, size))
