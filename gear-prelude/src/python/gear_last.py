def gear_last(values):
    """The last element of a list or iterator."""
    last = None
    for last in values:
        pass
    return last
