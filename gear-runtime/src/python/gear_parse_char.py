def gear_parse_char(text, what):
    if isinstance(text, str) and len(text) == 1:
        return text
    raise gear_field_mismatch(text, what, 'char')
