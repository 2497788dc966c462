def gear_parse_i32(text, what):
    return gear_parse_int(text, what, 'i32', '[+-]?[0-9]+', -2**31, 2**31 - 1)
