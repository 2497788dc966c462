def gear_samples(reply):
    """A reply of pairs of time and value."""
    return [(time, float(value)) for time, value in reply]
