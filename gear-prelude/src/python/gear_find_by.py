def gear_find_by(text, matches):
    """str::find by a predicate on characters: the byte position, or None."""
    at = 0
    for c in text:
        if matches(c):
            return at
        at += len(c.encode())
    return None
