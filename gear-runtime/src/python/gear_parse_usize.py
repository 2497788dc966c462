def gear_parse_usize(text, what):
    return gear_parse_int(text, what, 'usize', '[+]?[0-9]+', 0, 2**64 - 1)
