def gear_windows(values, size):
    """slice::windows."""
    if size == 0:
        raise RuntimeError('window size must be non-zero')
    return (values[i:i + size] for i in range(len(values) - size + 1))
