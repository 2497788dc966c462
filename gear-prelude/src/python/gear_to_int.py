def gear_to_int(text, default=None, low=-2**63, high=2**63 - 1):
    """str::parse of an integer type: ASCII digits only, no underscores, no white space. The default if it is none."""
    if text and text.isdigit() and text.isascii() and len(text) < 19:
        value = int(text)
        return value if value <= high else default
    if not text or not re.fullmatch('[+-]?[0-9]+' if low < 0 else '[+]?[0-9]+', text):
        return default
    # So many digits are too many, or zeros: Python would not convert thousands of them.
    value = int(text.lstrip('+-0')[:21] or 0)
    value = -value if text[0] == '-' else value
    return value if low <= value <= high else default
