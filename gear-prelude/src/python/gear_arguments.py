def gear_arguments(value):
    """A value as arguments of a command: a list or tuple as many, None as none."""
    if value is None:
        return []
    if isinstance(value, dict):
        value = value.items()
    elif isinstance(value, (str, int, float, bytes, bytearray)):
        return [gear_argument(value)]
    return [argument for item in value for argument in gear_arguments(item)]
