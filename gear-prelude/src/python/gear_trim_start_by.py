def gear_trim_start_by(text, matches):
    """str::trim_start_matches by a predicate on characters."""
    for at, c in enumerate(text):
        if not matches(c):
            return text[at:]
    return ''
