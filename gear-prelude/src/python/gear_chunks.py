def gear_chunks(values, size):
    """slice::chunks."""
    if size == 0:
        raise RuntimeError('chunk size must be non-zero')
    return (values[i:i + size] for i in range(0, len(values), size))
