def gear_truncate(values, length):
    """Vec::truncate."""
    del values[length:]
