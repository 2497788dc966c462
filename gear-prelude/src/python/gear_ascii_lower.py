def gear_ascii_lower(text):
    """Lower case of ASCII letters only."""
    return ''.join(c.lower() if c < '\x80' else c for c in text)
