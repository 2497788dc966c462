def gear_reply_int(value):
    """An integer reply; one that the protocol cannot hold goes as text."""
    return value if -2 ** 63 <= value < 2 ** 63 else str(value).encode()
