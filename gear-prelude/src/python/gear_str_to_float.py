def gear_str_to_float(text):
    """str::parse::<f64>: no underscores, no white space."""
    number = r'[+-]?(?:inf|infinity|nan|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)'
    if re.fullmatch(number, text, re.IGNORECASE | re.ASCII):
        return (True, float(text))
    return (False, 'invalid float literal' if text else 'cannot parse float from empty string')
