def gear_field_json_any(value):
    return value
