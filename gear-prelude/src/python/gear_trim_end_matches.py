def gear_trim_end_matches(text, part):
    """str::trim_end_matches."""
    while part and text.endswith(part):
        text = text[:len(text) - len(part)]
    return text
