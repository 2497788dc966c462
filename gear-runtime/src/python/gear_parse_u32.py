def gear_parse_u32(text, what):
    return gear_parse_int(text, what, 'u32', '[+]?[0-9]+', 0, 2**32 - 1)
