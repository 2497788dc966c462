def gear_debug_float(x):
    """`{:?}` of an f64: the shortest digits that give it back, with an exponent for the very large and small."""
    if x != x:
        return 'NaN'
    if x in (float('inf'), float('-inf')):
        return 'inf' if x > 0 else '-inf'
    if x == 0 or 1e-4 <= abs(x) < 1e16:
        text = gear_float_text(x)
        return text if '.' in text else text + '.0'
    digits, _, exponent = '{!r}'.format(x).partition('e')
    if exponent:
        digits = digits[:-2] if digits.endswith('.0') else digits
        return digits + 'e' + str(int(exponent))
    sign = '-' if x < 0 else ''
    whole, _, fraction = digits.lstrip('-').partition('.')
    fraction = '' if fraction == '0' else fraction
    if whole != '0':
        mantissa = (whole + fraction).rstrip('0')
        exponent = len(whole) - 1
    else:
        mantissa = fraction.lstrip('0')
        exponent = len(fraction.lstrip('0')) - len(fraction) - 1
    point = '.' + mantissa[1:] if len(mantissa) > 1 else ''
    return sign + mantissa[0] + point + 'e' + str(exponent)
