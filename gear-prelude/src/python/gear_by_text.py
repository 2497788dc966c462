def gear_by_text(text):
    """A text as a group's key, of which the server takes all up to a NUL."""
    return json.dumps(text) if text < '#' or '\0' in text else text
