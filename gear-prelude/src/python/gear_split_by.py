def gear_split_by(text, is_separator):
    """str::split by a predicate on characters."""
    part = []
    for c in text:
        if is_separator(c):
            yield ''.join(part)
            part = []
        else:
            part.append(c)
    yield ''.join(part)
