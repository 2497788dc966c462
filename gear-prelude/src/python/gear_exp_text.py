def gear_exp_text(x, digits=None):
    """`{:e}` of a number, with so many digits behind the point."""
    if isinstance(x, float) and not math.isfinite(x):
        return gear_float_text(x)
    # All digits of the shortest text that is this number, or of the number itself.
    number = decimal.Decimal(repr(x)).normalize() if digits is None else decimal.Decimal(x)
    spec = 'e' if digits is None else '.%de' % digits
    mantissa, exponent = format(number, spec).split('e')
    return mantissa + 'e' + str(int(exponent) if number else 0)
