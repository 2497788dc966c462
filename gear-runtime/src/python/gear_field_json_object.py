def gear_field_json_object(value):
    if isinstance(value, dict):
        return value
    raise ValueError(value)
