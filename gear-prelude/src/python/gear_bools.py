def gear_bools(reply):
    """A reply that is a list of ones and zeros."""
    return [item == 1 for item in reply]
