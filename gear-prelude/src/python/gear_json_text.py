def gear_json_text(value):
    """The text that serde_json writes."""
    if isinstance(value, float):
        return gear_json_float(value)
    if isinstance(value, list):
        return '[' + ','.join([gear_json_text(item) for item in value]) + ']'
    if isinstance(value, dict):
        items = [gear_json_text(name) + ':' + gear_json_text(item) for name, item in value.items()]
        return '{' + ','.join(items) + '}'
    return json.dumps(value, ensure_ascii=False)
