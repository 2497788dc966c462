def gear_not(value):
    """`!` of a value whose type is only known now."""
    if isinstance(value, bool):
        return not value
    raise TypeError('the width of this number is not known: give it a type in Rust')
