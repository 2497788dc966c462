def gear_grouped(group):
    """The key and the value of a group whose key is a text."""
    key = group['key']
    return (json.loads(key) if key.startswith('"') else key, group['value'])
