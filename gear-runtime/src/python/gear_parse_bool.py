def gear_parse_bool(text, what):
    if text == 'true' or text == '1':
        return True
    if text == 'false' or text == '0':
        return False
    raise gear_field_mismatch(text, what, 'bool')
