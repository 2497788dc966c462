def gear_partition_point(values, test):
    """slice::partition_point."""
    return gear_binary_search(values, lambda value: -1 if test(value) else 1)[1]
