def gear_set_retain(values, keep):
    """HashSet::retain."""
    values.difference_update([value for value in values if not keep(value)])
