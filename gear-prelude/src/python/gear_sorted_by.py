def gear_sorted_by(records, compare):
    """Sorted for flatmap, which emits a list from the end."""
    return sorted(records, key=functools.cmp_to_key(compare))[::-1]
