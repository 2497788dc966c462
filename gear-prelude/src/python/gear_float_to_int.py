def gear_float_to_int(x, low, high):
    """`as` from f64 to an integer type: cut, held at the bounds, NaN is 0."""
    if x != x:
        return 0
    if x <= low:
        return low
    if x >= high:
        return high
    return int(x)
