def gear_as_int(value, low, high):
    """`as` to an integer type, from a value whose type is only known now."""
    if isinstance(value, float):
        return gear_float_to_int(value, low, high)
    if isinstance(value, str):
        value = ord(value)
    return (int(value) - low) % (high - low + 1) + low
