def gear_sorted_records(records):
    """Sorted for flatmap, which emits a list from the end."""
    return sorted(records)[::-1]
