def gear_expect(value, message):
    """Option::expect."""
    if value is None:
        raise RuntimeError(message)
    return value
