def gear_trim_end_by(text, matches):
    """str::trim_end_matches by a predicate on characters."""
    for at in range(len(text), 0, -1):
        if not matches(text[at - 1]):
            return text[:at]
    return ''
