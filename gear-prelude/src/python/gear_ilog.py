def gear_ilog(value, base):
    """ilog2 and ilog10."""
    if value <= 0:
        raise RuntimeError('argument of integer logarithm must be positive')
    count = 0
    while value >= base:
        value //= base
        count += 1
    return count
