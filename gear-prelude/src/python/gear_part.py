def gear_part(value):
    """`.0` of a value whose type is only known now: a struct with one field without a name is that."""
    return value[0] if isinstance(value, tuple) else value
