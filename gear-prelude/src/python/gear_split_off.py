def gear_split_off(values, at):
    """Vec::split_off."""
    tail = gear_list_slice(values, at, None)
    del values[at:]
    return tail
