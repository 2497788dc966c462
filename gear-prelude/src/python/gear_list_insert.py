def gear_list_insert(values, at, value):
    """Vec::insert; beyond the end it panics."""
    if at > len(values):
        raise IndexError('insertion index (is %d) should be <= len (is %d)' % (at, len(values)))
    values.insert(at, value)
