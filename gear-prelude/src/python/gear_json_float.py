def gear_json_float(value):
    """A float in JSON: Rust writes small ones longer than Python, and negative exponents shorter."""
    text = repr(value)
    if 'e' not in text:
        return text
    digits, exponent = text.split('e')
    if int(exponent) == -5:
        sign = '-' if value < 0 else ''
        return sign + '0.0000' + digits.replace('.', '').lstrip('-')
    return '%se%+d' % (digits, int(exponent))
