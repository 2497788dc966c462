def gear_map_while(function, values):
    """Iterator::map_while."""
    for value in values:
        mapped = function(value)
        if mapped is None:
            return
        yield mapped
