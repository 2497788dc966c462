def gear_rem_euclid_float(a, b):
    """f64::rem_euclid."""
    remainder = gear_rem_float(a, b)
    return remainder + abs(b) if remainder < 0 else remainder
