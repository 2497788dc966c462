def gear_read_any(record):
    gear_read_key(record)
    value = record.get('value')
    if isinstance(value, list):
        return [item if isinstance(item, str) else bytes(item) for item in value]
    if isinstance(value, dict):
        return {name: item if isinstance(item, str) else bytes(item) for name, item in value.items()}
    return bytes(value) if isinstance(value, bytearray) else value
