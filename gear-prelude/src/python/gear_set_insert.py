def gear_set_insert(values, item):
    """HashSet::insert with its result, whether it is new."""
    new = item not in values
    values.add(item)
    return new
