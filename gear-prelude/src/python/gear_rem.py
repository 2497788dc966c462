def gear_rem(a, b):
    """The remainder, with the sign of the dividend."""
    if b == 0:
        raise ZeroDivisionError('attempt to calculate the remainder with a divisor of zero')
    remainder = abs(a) % abs(b)
    return -remainder if a < 0 else remainder
