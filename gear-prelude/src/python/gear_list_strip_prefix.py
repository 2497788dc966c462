def gear_list_strip_prefix(values, prefix):
    """slice::strip_prefix."""
    return values[len(prefix):] if gear_list_starts_with(values, prefix) else None
