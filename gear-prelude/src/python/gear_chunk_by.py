def gear_chunk_by(values, together):
    """slice::chunk_by."""
    start = 0
    for at in range(1, len(values) + 1):
        if at == len(values) or not together(values[at - 1], values[at]):
            yield values[start:at]
            start = at
