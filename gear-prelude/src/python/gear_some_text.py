def gear_some_text(value):
    """A reply that must be text, unwrapped."""
    return value if isinstance(value, str) else gear_unwrap(gear_text(value))
