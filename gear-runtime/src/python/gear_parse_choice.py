def gear_parse_choice(choices, expected):
    def gear_parse_choice_of(text, what):
        if isinstance(text, str) and text in choices:
            return choices[text]
        raise gear_field_mismatch(text, what, expected)
    return gear_parse_choice_of
