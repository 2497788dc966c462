def gear_drain(values, start, end):
    """Vec::drain."""
    drained = gear_list_slice(values, start, end)
    del values[start:end]
    return iter(drained)
