def gear_round(x):
    """Rounds half away from zero; stays a float."""
    if x != x or abs(x) >= 4503599627370496.0:
        return x
    whole = float(math.floor(abs(x)))
    return math.copysign(whole + (1.0 if abs(x) - whole >= 0.5 else 0.0), x)
