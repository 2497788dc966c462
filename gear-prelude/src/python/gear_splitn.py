def gear_splitn(text, count, separator):
    """str::splitn."""
    if count == 0:
        return iter([])
    if separator:
        return iter(text.split(separator, count - 1))
    parts = ['', *text, '']
    return iter(parts[:count - 1] + [''.join(parts[count - 1:])] if count < len(parts) else parts)
