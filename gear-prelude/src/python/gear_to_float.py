def gear_to_float(text, default=None):
    """str::parse of f64: no underscores, no white space. The default if it is none, or there is no text."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        return default
    # Most are plain digits.
    if not text.strip('0123456789.'):
        return value
    return default if '_' in text or not text.isascii() or text != text.strip() else value
