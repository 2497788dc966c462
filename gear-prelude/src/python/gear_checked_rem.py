def gear_checked_rem(a, b, low):
    """checked_rem."""
    if b == 0 or (b == -1 and a == low and low < 0):
        return None
    return gear_rem(a, b)
