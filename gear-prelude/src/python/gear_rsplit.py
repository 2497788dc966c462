def gear_rsplit(text, separator):
    """str::rsplit."""
    return reversed(text.split(separator) if separator else ['', *text, ''])
