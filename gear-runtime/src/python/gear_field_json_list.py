def gear_field_json_list(check):
    def gear_field_json_list_of(value):
        if isinstance(value, list):
            return [check(item) for item in value]
        raise ValueError(value)
    return gear_field_json_list_of
