def gear_field_json_any(value):
    if isinstance(value, list):
        return [gear_field_json_any(item) for item in value]
    if isinstance(value, dict):
        return {gear_field_json_text(name): gear_field_json_any(item) for name, item in value.items()}
    value = gear_field_json_tree(value)
    if isinstance(value, int) and value >= 2**63:
        raise ValueError(value)
    return value
