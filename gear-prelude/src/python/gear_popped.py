def gear_popped(reply):
    """A reply of a key and what was taken off it, or nothing."""
    return None if reply is None else (gear_text(reply[0]), gear_texts(reply[1]))
