def gear_text(value):
    """A reply that must be text or nothing."""
    if isinstance(value, str) or value is None:
        return value
    raise ValueError('the reply is not valid UTF-8')
