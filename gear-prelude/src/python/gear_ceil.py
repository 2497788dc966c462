def gear_ceil(x):
    """Rounds up; stays a float."""
    if x != x or x in (float('inf'), float('-inf')):
        return x
    return math.copysign(float(math.ceil(x)), x)
