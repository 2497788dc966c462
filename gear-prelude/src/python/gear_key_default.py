def gear_key_default(value):
    """A key's part that JSON does not know: a set, which has no order of its own, or bytes."""
    return sorted(value) if isinstance(value, set) else list(value)
