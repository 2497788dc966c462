def gear_str_slice(text, start, end):
    """A slice by bytes, which fails where Rust's panics: out of bounds and inside a character."""
    raw = text.encode()
    end = len(raw) if end is None else end
    if not start <= end <= len(raw):
        raise IndexError('byte range %d..%d is out of bounds of a string of %d bytes' % (start, end, len(raw)))
    try:
        # From the start on, so that an empty slice inside a character fails too.
        return raw[start:end].decode() if start < end else raw[start:].decode()[:0]
    except UnicodeDecodeError:
        raise IndexError('byte range %d..%d is not on character boundaries' % (start, end)) from None
