def gear_field_json_tree(value):
    if isinstance(value, str):
        return gear_field_json_text(value)
    if isinstance(value, list):
        return [gear_field_json_tree(item) for item in value]
    if isinstance(value, dict):
        return {gear_field_json_text(name): gear_field_json_tree(item) for name, item in value.items()}
    if isinstance(value, int) and not isinstance(value, bool) and not -2**63 <= value < 2**64:
        # Beyond 64 bits, serde_json reads integers as floats.
        return float(value)
    return value
