def gear_split_terminator(text, separator):
    """str::split_terminator: a last empty part is left out."""
    parts = text.split(separator) if separator else ['', *text, '']
    return iter(parts[:-1] if parts[-1] == '' else parts)
