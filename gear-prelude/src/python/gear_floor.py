def gear_floor(x):
    """Rounds down; stays a float."""
    if x != x or x in (float('inf'), float('-inf')):
        return x
    return math.copysign(float(math.floor(x)), x)
