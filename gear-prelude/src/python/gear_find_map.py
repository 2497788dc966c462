def gear_find_map(function, values):
    """Iterator::find_map."""
    for value in values:
        found = function(value)
        if found is not None:
            return found
    return None
