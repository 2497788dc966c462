def gear_trim_start_matches(text, part):
    """str::trim_start_matches."""
    while part and text.startswith(part):
        text = text[len(part):]
    return text
