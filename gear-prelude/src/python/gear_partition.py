def gear_partition(keep, values):
    """Iterator::partition."""
    yes, no = [], []
    for value in values:
        (yes if keep(value) else no).append(value)
    return (yes, no)
