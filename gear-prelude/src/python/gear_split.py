def gear_split(text, separator):
    """str::split; the empty separator stands between all characters and at both ends."""
    return iter(text.split(separator) if separator else ['', *text, ''])
