def gear_is_sorted(values):
    """slice::is_sorted."""
    return all(values[i] <= values[i + 1] for i in range(len(values) - 1))
