def gear_rsplit_once(text, separator):
    """str::rsplit_once."""
    if not separator:
        return (text, '')
    head, found, tail = text.rpartition(separator)
    return (head, tail) if found else None
