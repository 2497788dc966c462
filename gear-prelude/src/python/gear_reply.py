def gear_reply(value):
    """A reply to the caller of a command: text and integers as they are, all else as JSON."""
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, int) and not isinstance(value, bool):
        return gear_reply_int(value)
    return gear_json(value)
