def gear_div(a, b):
    """Integer division, rounded toward zero."""
    if b == 0:
        raise ZeroDivisionError('attempt to divide by zero')
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient
