def gear_checked_div(a, b, low):
    """checked_div."""
    if b == 0 or (b == -1 and a == low and low < 0):
        return None
    return gear_div(a, b)
