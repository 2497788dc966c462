def gear_parse_json(check, expected):
    # serde_json knows no NaN and no infinity, and reads -0 as a float.
    def gear_parse_json_float(text):
        value = float(text)
        if math.isfinite(value):
            return value
        raise ValueError(text)

    def gear_parse_json_int(text):
        return -0.0 if text == '-0' else int(text)

    def gear_parse_json_of(text, what):
        try:
            if isinstance(text, str):
                return check(json.loads(
                    text,
                    parse_float=gear_parse_json_float,
                    parse_int=gear_parse_json_int,
                    parse_constant=gear_parse_json_float,
                ))
        except (ValueError, OverflowError, RecursionError):
            pass
        raise gear_field_mismatch(text, what, expected)
    return gear_parse_json_of
