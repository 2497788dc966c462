def gear_parse_text(text, what):
    if isinstance(text, str):
        return text
    raise gear_field_mismatch(text, what, 'text')
