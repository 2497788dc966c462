def gear_is_mark(c):
    """Whether a character extends the one before it."""
    import unicodedata
    return unicodedata.category(c) in ('Mn', 'Me')
