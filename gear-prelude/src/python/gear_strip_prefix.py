def gear_strip_prefix(text, prefix):
    """str::strip_prefix."""
    return text[len(prefix):] if text.startswith(prefix) else None
