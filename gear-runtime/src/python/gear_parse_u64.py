def gear_parse_u64(text, what):
    return gear_parse_int(text, what, 'u64', '[+]?[0-9]+', 0, 2**64 - 1)
