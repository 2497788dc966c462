def gear_parse_i16(text, what):
    return gear_parse_int(text, what, 'i16', '[+-]?[0-9]+', -2**15, 2**15 - 1)
