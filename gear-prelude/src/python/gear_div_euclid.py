def gear_div_euclid(a, b):
    """div_euclid."""
    if b == 0:
        raise ZeroDivisionError('attempt to divide by zero')
    return (a - a % abs(b)) // b
