def gear_field_json_object(value, names, least):
    if isinstance(value, dict):
        return value
    # serde reads a struct from a list of its fields too, without those at the end that have a default.
    if isinstance(value, list) and least <= len(value) <= len(names):
        return dict(zip(names, value))
    raise ValueError(value)
