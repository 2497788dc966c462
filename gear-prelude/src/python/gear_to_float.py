def gear_to_float(text, default=None):
    """str::parse of f64: no underscores, no white space. The default if it is none, or there is no text."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        return default
    # Of these signs alone, what is a number for Python is one for Rust.
    if not text.strip('0123456789.+-eE'):
        return value
    return default if '_' in text or not text.isascii() or text != text.strip() else value
