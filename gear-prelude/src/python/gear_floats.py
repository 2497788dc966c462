def gear_floats(reply):
    """A reply that is a list of numbers or nothing."""
    return [gear_float(item) for item in reply or ()]
