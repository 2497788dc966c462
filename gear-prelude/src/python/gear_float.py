def gear_float(reply):
    """A reply that is a number or nothing: Redis sends floats as text."""
    return None if reply is None else float(reply)
