def gear_json(value):
    """A value on its way out: JSON as bytes, which the server passes through unharmed."""
    text = json.dumps(value, ensure_ascii=False, default=gear_json_default, separators=(',', ':'))
    return text.encode()
