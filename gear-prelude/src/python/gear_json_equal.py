def gear_json_equal(a, b):
    """Equality of JSON: 1, 1.0 and true are three values."""
    if isinstance(a, (list, tuple, dict)):
        if type(a) is not type(b) or len(a) != len(b):
            return False
        if not isinstance(a, dict):
            return all(map(gear_json_equal, a, b))
        return all(name in b and gear_json_equal(item, b[name]) for name, item in a.items())
    return type(a) is type(b) and a == b
