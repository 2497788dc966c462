def gear_ascii_upper(text):
    """Upper case of ASCII letters only."""
    return ''.join(c.upper() if c < '\x80' else c for c in text)
