def gear_split_ascii_whitespace(text):
    """str::split_ascii_whitespace."""
    return (part for part in re.split('[ \t\n\x0c\r]+', text) if part)
