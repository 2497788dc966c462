def gear_str_drain(text, start, end):
    """String::drain: what is taken out, and the rest."""
    drained = gear_str_slice(text, start, end)
    return drained, text.encode()[:start].decode() + ('' if end is None else text.encode()[end:].decode())
