def gear_rsplitn(text, count, separator):
    """str::rsplitn."""
    if count == 0:
        return iter([])
    if separator:
        return reversed(text.rsplit(separator, count - 1))
    parts = ['', *text, '']
    rest = max(len(parts) - count + 1, 1)
    return reversed([''.join(parts[:rest])] + parts[rest:])
