def gear_field_json_char(value):
    if len(gear_field_json_text(value)) == 1:
        return value
    raise ValueError(value)
