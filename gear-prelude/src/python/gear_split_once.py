def gear_split_once(text, separator):
    """str::split_once."""
    head, found, tail = text.partition(separator) if separator else ('', True, text)
    return (head, tail) if found else None
