def gear_field_json_text(value):
    if isinstance(value, str):
        # A lone surrogate is no text in Rust.
        value.encode('utf-8')
        return value
    raise ValueError(value)
