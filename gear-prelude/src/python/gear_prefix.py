def gear_prefix(text):
    """The prefix of a registration, checked when it is only known now."""
    if not text or any(c in text[:-1] + text[-1].replace('*', '') for c in '*?[]\\'):
        raise ValueError('register knows one key or a prefix with a * at its end, not %r' % text)
    return text
