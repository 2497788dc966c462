def gear_try_from(value, low, high):
    """`try_from` of an integer type."""
    value = gear_int_from(value)
    if low <= value <= high:
        return (True, value)
    return (False, 'out of range integral type conversion attempted')
