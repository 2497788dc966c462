def gear_isqrt(value):
    """isqrt, exact for all integers."""
    if value < 0:
        raise RuntimeError('argument of integer square root cannot be negative')
    root = int(math.sqrt(value))
    while root * root > value:
        root -= 1
    while (root + 1) * (root + 1) <= value:
        root += 1
    return root
