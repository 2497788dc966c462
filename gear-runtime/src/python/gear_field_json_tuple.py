def gear_field_json_tuple(*checks):
    def gear_field_json_tuple_of(value):
        if isinstance(value, list) and len(value) == len(checks):
            return tuple([check(item) for check, item in zip(checks, value)])
        raise ValueError(value)
    return gear_field_json_tuple_of
