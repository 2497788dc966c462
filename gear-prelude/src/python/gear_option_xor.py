def gear_option_xor(a, b):
    """Option::xor."""
    if a is None:
        return b
    return a if b is None else None
