def gear_parse_choice(choices, expected):
    def gear_parse_choice_of(text, what):
        if text in choices:
            return text
        raise gear_field_mismatch(text, what, expected)
    return gear_parse_choice_of
