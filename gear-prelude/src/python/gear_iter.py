def gear_iter(values):
    """Walks over a value whose type is only known now."""
    if isinstance(values, (dict, set, str)):
        raise TypeError('the order of this value is not known: give it a type in Rust')
    return iter(values)
