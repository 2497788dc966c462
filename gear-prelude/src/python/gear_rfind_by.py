def gear_rfind_by(text, matches):
    """str::rfind by a predicate on characters: the byte position, or None."""
    at = len(text.encode())
    for c in reversed(text):
        at -= len(c.encode())
        if matches(c):
            return at
    return None
