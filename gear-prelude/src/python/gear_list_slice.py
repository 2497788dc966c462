def gear_list_slice(values, start, end):
    """A slice that fails where Rust's panics."""
    end = len(values) if end is None else end
    if not start <= end <= len(values):
        raise IndexError('range %d..%d out of range for slice of length %d' % (start, end, len(values)))
    return values[start:end]
