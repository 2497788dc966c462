def gear_field_json_object(value, names):
    if isinstance(value, dict):
        return value
    # serde reads a struct from a list of its fields too.
    if isinstance(value, list) and len(value) == len(names):
        return dict(zip(names, value))
    raise ValueError(value)
