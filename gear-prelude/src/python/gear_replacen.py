def gear_replacen(text, old, new, count):
    """str::replacen; before 3.9 Python leaves the empty string alone when it counts."""
    if not text and not old and count:
        return new
    return text.replace(old, new, count)
