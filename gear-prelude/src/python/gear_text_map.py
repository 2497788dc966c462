def gear_text_map(reply):
    """A reply of names and values in turn."""
    texts = gear_texts(reply)
    return dict(zip(texts[::2], texts[1::2]))
