def gear_parse_json(check, expected):
    def gear_parse_json_of(text, what):
        try:
            if isinstance(text, str):
                return check(gear_load_json(text))
        except (ValueError, OverflowError, RecursionError):
            pass
        raise gear_field_mismatch(text, what, expected)
    return gear_parse_json_of
