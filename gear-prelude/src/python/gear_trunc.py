def gear_trunc(x):
    """Cuts toward zero; stays a float."""
    if x != x or x in (float('inf'), float('-inf')):
        return x
    return math.copysign(float(int(x)), x)
