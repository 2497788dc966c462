def gear_split_inclusive(text, separator):
    """str::split_inclusive."""
    if not separator:
        return iter(['', *text])
    *parts, last = text.split(separator)
    parts = [part + separator for part in parts]
    return iter(parts + [last] if last else parts)
