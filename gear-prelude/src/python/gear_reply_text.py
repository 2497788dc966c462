def gear_reply_text(value):
    """A text reply, passed through unharmed."""
    return value.encode()
