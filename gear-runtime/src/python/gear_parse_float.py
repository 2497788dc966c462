def gear_parse_float(text, what, expected):
    pattern = '[+-]?(?:(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:e[+-]?[0-9]+)?|inf|infinity|nan)'
    if isinstance(text, str) and re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE):
        return float(text)
    raise gear_field_mismatch(text, what, expected)
