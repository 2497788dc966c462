def gear_field_json_choice(choices):
    def gear_field_json_choice_of(value):
        if isinstance(value, str) and value in choices:
            return choices[value]
        raise ValueError(value)
    return gear_field_json_choice_of
