def gear_option_inspect(value, look):
    """Option::inspect."""
    if value is not None:
        look(value)
    return value
