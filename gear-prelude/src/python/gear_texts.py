def gear_texts(reply):
    """A reply that must be a list of texts, or of texts and nothing."""
    if not reply:
        return []
    for item in reply:
        if not isinstance(item, str) and item is not None:
            raise ValueError('the reply is not valid UTF-8')
    return reply
