def gear_split_once_by(text, matches):
    """str::split_once by a predicate on characters."""
    for at, c in enumerate(text):
        if matches(c):
            return (text[:at], text[at + 1:])
    return None
