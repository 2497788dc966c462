def gear_float_text(x):
    """`{}` of an f64: the shortest digits that give it back, never an exponent."""
    if x != x:
        return 'NaN'
    if x in (float('inf'), float('-inf')):
        return 'inf' if x > 0 else '-inf'
    text = repr(x)
    if 'e' in text:
        digits, _, exponent = text.partition('e')
        sign = '-' if digits.startswith('-') else ''
        whole, _, fraction = digits.lstrip('-').partition('.')
        fraction = '' if fraction == '0' else fraction
        exponent = int(exponent)
        if exponent < 0:
            return sign + '0.' + '0' * (-exponent - 1) + whole + fraction
        return sign + whole + fraction.ljust(exponent, '0')
    return text[:-2] if text.endswith('.0') else text
