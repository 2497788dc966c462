def gear_parse_i8(text, what):
    return gear_parse_int(text, what, 'i8', '[+-]?[0-9]+', -2**7, 2**7 - 1)
