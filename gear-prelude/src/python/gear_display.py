def gear_display(value):
    """`{}` of a value whose type is only known now."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return gear_float_text(value)
    raise TypeError('this value has no Display')
