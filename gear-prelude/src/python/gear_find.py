def gear_find(text, part):
    """The byte position of a part, or None."""
    at = text.find(part)
    return None if at < 0 else len(text[:at].encode())
