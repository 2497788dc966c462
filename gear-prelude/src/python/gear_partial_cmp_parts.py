def gear_partial_cmp_parts(a, b):
    """PartialOrd::partial_cmp of lists and tuples: that of the first parts that differ."""
    if not isinstance(a, (list, tuple)):
        return gear_partial_cmp(a, b)
    for x, y in zip(a, b):
        order = gear_partial_cmp_parts(x, y)
        if order != 0:
            return order
    return gear_cmp(len(a), len(b))
