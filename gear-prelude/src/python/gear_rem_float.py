def gear_rem_float(a, b):
    """The remainder of floats; NaN where there is none."""
    if b == 0 or a in (float('inf'), float('-inf')):
        return float('nan')
    return math.fmod(a, b)
