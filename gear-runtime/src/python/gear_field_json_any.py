def gear_field_json_any(value):
    if isinstance(value, str):
        return gear_field_json_text(value)
    if isinstance(value, list):
        return [gear_field_json_any(item) for item in value]
    if isinstance(value, dict):
        return {gear_field_json_text(name): gear_field_json_any(item) for name, item in value.items()}
    if isinstance(value, int) and not isinstance(value, bool) and not -2**63 <= value < 2**63:
        # Beyond u64, serde_json reads integers as floats.
        if 0 <= value < 2**64:
            raise ValueError(value)
        return float(value)
    return value
