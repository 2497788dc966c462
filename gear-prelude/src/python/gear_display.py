def gear_display(value):
    """`{}` of a value whose type is only known now."""
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, float):
        return gear_float_text(value)
    if isinstance(value, (str, int)):
        return str(value)
    raise TypeError('this value has no Display')
