def gear_set_split_off(values, least):
    """BTreeSet::split_off."""
    rest = {value for value in values if value >= least}
    values -= rest
    return rest
