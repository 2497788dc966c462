def gear_parse_u8(text, what):
    return gear_parse_int(text, what, 'u8', '[+]?[0-9]+', 0, 2**8 - 1)
