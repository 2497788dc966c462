def gear_parse_u16(text, what):
    return gear_parse_int(text, what, 'u16', '[+]?[0-9]+', 0, 2**16 - 1)
