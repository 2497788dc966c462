def gear_list_strip_suffix(values, suffix):
    """slice::strip_suffix."""
    return values[:len(values) - len(suffix)] if gear_list_ends_with(values, suffix) else None
