def gear_strip_suffix(text, suffix):
    """str::strip_suffix."""
    return text[:len(text) - len(suffix)] if text.endswith(suffix) else None
