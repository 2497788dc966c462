def gear_str_remove(text, at):
    """String::remove: the character at a byte position, and the text without it."""
    tail = gear_str_slice(text, at, None)
    if not tail:
        raise IndexError('cannot remove a char from the end of a string')
    return tail[0], gear_str_slice(text, 0, at) + tail[1:]
