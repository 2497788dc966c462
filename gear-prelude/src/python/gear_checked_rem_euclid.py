def gear_checked_rem_euclid(a, b, low):
    """checked_rem_euclid."""
    if b == 0 or (b == -1 and a == low and low < 0):
        return None
    return a % abs(b)
