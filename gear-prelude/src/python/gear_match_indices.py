def gear_match_indices(text, part):
    """str::match_indices: positions in bytes."""
    at = text.find(part)
    while at >= 0:
        yield (len(text[:at].encode()), part)
        at = text.find(part, at + (len(part) or 1))
