def gear_parse_isize(text, what):
    return gear_parse_int(text, what, 'isize', '[+-]?[0-9]+', -2**63, 2**63 - 1)
