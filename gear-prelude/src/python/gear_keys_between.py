def gear_keys_between(keys, start, end, inclusive):
    """The keys in a range of a sorted map or set; None for an end that is open."""
    if keys and start is not None and end is not None and start > end:
        raise ValueError('range start is greater than range end')
    keys = sorted(key for key in keys if start is None or key >= start)
    return [key for key in keys if end is None or key < end or inclusive and key == end]
