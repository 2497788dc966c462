def gear_split_whitespace(text):
    """str::split_whitespace: Python's split, without the four control characters that only Python calls white."""
    if any(c in text for c in '\x1c\x1d\x1e\x1f'):
        return (part for part in re.split('[^\\S\x1c-\x1f]+', text) if part)
    return iter(text.split())
