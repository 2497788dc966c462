def gear_binary_search(values, order):
    """slice::binary_search_by, whose steps decide which of several equal elements is found."""
    at, size = 0, len(values)
    while size > 1:
        half = size // 2
        if order(values[at + half]) <= 0:
            at += half
        size -= half
    found = order(values[at]) if values else 1
    return (found == 0, at + (found < 0))
