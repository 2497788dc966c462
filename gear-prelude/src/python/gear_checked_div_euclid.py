def gear_checked_div_euclid(a, b, low):
    """checked_div_euclid."""
    if b == 0 or (b == -1 and a == low and low < 0):
        return None
    return gear_div_euclid(a, b)
