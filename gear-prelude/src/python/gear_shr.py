def gear_shr(value, by, bits):
    """`>>`: a shift by the width or more panics."""
    if not 0 <= by < bits:
        raise OverflowError('attempt to shift right with overflow')
    return value >> by
