def gear_len(value):
    """Rust's length of a value: bytes of a string."""
    return len(value.encode()) if isinstance(value, str) else len(value)
