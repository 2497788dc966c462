def gear_iter_cmp(a, b):
    """Iterator::cmp: as far as the first difference, and no further."""
    a, b = iter(a), iter(b)
    for x in a:
        for y in b:
            break
        else:
            return 1
        if x != y:
            return gear_cmp(x, y)
    return -1 if any(True for _ in b) else 0
