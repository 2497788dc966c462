def gear_copy_within(values, start, end, to):
    """slice::copy_within."""
    part = gear_clone(gear_list_slice(values, start, end))
    if to > len(values) - len(part):
        raise IndexError('dest is out of bounds')
    values[to:to + len(part)] = part
