def gear_no_quotient(a, b, low):
    """Whether a division has no result: by 0, or one that is beyond the type."""
    return b == 0 or (b == -1 and a == low)
