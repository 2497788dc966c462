def gear_load_json(text):
    """JSON as serde_json reads it: no NaN, no infinity, -0 as a float, less than 128 levels."""
    def gear_load_json_float(text):
        value = float(text)
        if math.isfinite(value):
            return value
        raise ValueError('number out of range')

    def gear_load_json_int(text):
        return -0.0 if text == '-0' else int(text)

    if text.count('[') + text.count('{') > 127 and gear_json_depth(text) > 127:
        raise ValueError('recursion limit exceeded')
    return json.loads(
        text,
        parse_float=gear_load_json_float,
        parse_int=gear_load_json_int,
        parse_constant=gear_load_json_float,
    )
