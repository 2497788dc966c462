def gear_is_ascii(text):
    """str::is_ascii."""
    return all(c < '\x80' for c in text)
