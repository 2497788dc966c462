def gear_py_json(value, what):
    """A tree of JSON."""
    plain = gear_py_scalar(value)
    if plain is None or isinstance(plain, bool):
        return plain
    if isinstance(plain, int) and -2**63 <= plain < 2**64:
        return int.__int__(plain)
    if isinstance(plain, float) and math.isfinite(plain):
        return float.__float__(plain)
    if isinstance(plain, str):
        return gear_py_text(plain, what)
    if isinstance(plain, (list, tuple)):
        return [gear_py_json(item, what) for item in plain]
    if isinstance(plain, dict):
        return {gear_py_text(key, what): gear_py_json(item, what) for key, item in plain.items()}
    raise gear_py_mismatch(what, 'Json', value)
