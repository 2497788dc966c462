def gear_int_from(value):
    """`from` of an integer type."""
    return ord(value) if isinstance(value, str) else int(value)
