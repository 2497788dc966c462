def gear_parse_f64(text, what):
    return gear_parse_float(text, what, 'f64')
