def gear_field_json_bool(value):
    if isinstance(value, bool):
        return value
    raise ValueError(value)
