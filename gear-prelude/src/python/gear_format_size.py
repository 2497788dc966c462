def gear_format_size(size):
    """A width or precision that is computed: Rust has no larger ones."""
    if size > 65535:
        raise RuntimeError('Formatting argument out of range')
    return size
