def gear_field_json_option(check):
    def gear_field_json_option_of(value):
        return None if value is None else check(value)
    return gear_field_json_option_of
