def gear_copy_from_slice(values, source):
    """slice::copy_from_slice."""
    if len(values) != len(source):
        raise ValueError('copy_from_slice: source slice length (%d) does not match destination slice length (%d)'
                         % (len(source), len(values)))
    values[:] = [gear_clone(value) for value in source]
