def gear_char_indices(text):
    """str::char_indices: positions in bytes."""
    at = 0
    for c in text:
        yield (at, c)
        at += len(c.encode())
