def gear_rfind(text, part):
    """str::rfind: the byte position of the last part, or None."""
    at = text.rfind(part)
    return None if at < 0 else len(text[:at].encode())
