def gear_str_slice(text, start, end):
    """A slice by bytes, which fails where Rust's panics: out of bounds and inside a character."""
    raw = text.encode()
    end = len(raw) if end is None else end
    if not start <= end <= len(raw):
        raise IndexError('byte range %d..%d is out of bounds of a string of %d bytes' % (start, end, len(raw)))
    try:
        return raw[start:end].decode()
    except UnicodeDecodeError:
        raise IndexError('byte range %d..%d is not on character boundaries' % (start, end)) from None
