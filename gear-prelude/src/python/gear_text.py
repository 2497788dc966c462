def gear_text(value):
    """A reply that must be text or nothing."""
    if value is None or isinstance(value, str):
        return value
    raise ValueError('the reply is not valid UTF-8')
