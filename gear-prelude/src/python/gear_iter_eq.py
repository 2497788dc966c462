def gear_iter_eq(a, b):
    """Iterator::eq: as far as the first difference, and no further."""
    a, b = iter(a), iter(b)
    for x in a:
        for y in b:
            break
        else:
            return False
        if not gear_equal(x, y):
            return False
    return not any(True for _ in b)
