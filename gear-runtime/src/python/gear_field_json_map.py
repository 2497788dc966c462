def gear_field_json_map(check):
    def gear_field_json_map_of(value):
        if isinstance(value, dict):
            return {gear_field_json_text(name): check(item) for name, item in value.items()}
        raise ValueError(value)
    return gear_field_json_map_of
