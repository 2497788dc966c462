def gear_texts(reply):
    """A reply that must be a list of texts, or of texts and nothing."""
    try:
        # Looks at all of them at once.
        ''.join(reply)
        return reply
    except TypeError:
        for item in reply or ():
            if not isinstance(item, str) and item is not None:
                raise ValueError('the reply is not valid UTF-8')
        return reply or []
