def gear_sub(a, b):
    """Subtraction of unsigned numbers, which cannot go below zero."""
    if a < b:
        raise OverflowError('attempt to subtract with overflow')
    return a - b
