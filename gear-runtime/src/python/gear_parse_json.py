def gear_parse_json(check, expected):
    def gear_parse_no_constant(name):
        raise ValueError(name)

    def gear_parse_json_of(text, what):
        try:
            if isinstance(text, str):
                return check(json.loads(text, parse_constant=gear_parse_no_constant))
        except (ValueError, RecursionError):
            pass
        raise gear_field_mismatch(text, what, expected)
    return gear_parse_json_of
