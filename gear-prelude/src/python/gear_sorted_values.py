def gear_sorted_values(values):
    """The values of a sorted map, in the order of the keys."""
    return (values[key] for key in sorted(values))
