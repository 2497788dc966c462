def gear_field_json_int(low, high):
    def gear_field_json_int_of(value):
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise ValueError(value)
    return gear_field_json_int_of
