def gear_rsplit(text, separator):
    """str::rsplit."""
    return reversed(text.rsplit(separator) if separator else ['', *text, ''])
