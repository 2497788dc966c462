def gear_rsplit_terminator(text, separator):
    """str::rsplit_terminator: a last empty part is left out."""
    parts = text.rsplit(separator) if separator else ['', *text, '']
    return reversed(parts[:-1] if parts[-1] == '' else parts)
