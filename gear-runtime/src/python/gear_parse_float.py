def gear_parse_float(text, what, expected):
    pattern = '[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?:[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN])'
    if isinstance(text, str) and re.fullmatch(pattern, text):
        return float(text)
    raise gear_field_mismatch(text, what, expected)
