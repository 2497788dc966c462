def gear_float_fixed(x, digits):
    """`{:.N}` of an f64."""
    if x != x:
        return 'NaN'
    return '%.*f' % (digits, x)
