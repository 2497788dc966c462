def gear_parse_i64(text, what):
    return gear_parse_int(text, what, 'i64', '[+-]?[0-9]+', -2**63, 2**63 - 1)
