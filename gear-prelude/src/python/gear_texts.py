def gear_texts(reply):
    """A reply that must be a list of texts, or of texts and nothing."""
    return [gear_text(item) for item in reply or ()]
