def gear_texts(reply):
    """A reply that must be a list of texts, or of texts and nothing."""
    for item in reply or ():
        if item is not None and not isinstance(item, str):
            raise ValueError('the reply is not valid UTF-8')
    return reply or []
