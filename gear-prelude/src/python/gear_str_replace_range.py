def gear_str_replace_range(text, start, end, new):
    """String::replace_range."""
    rest = gear_str_drain(text, start, end)[1].encode()
    return (rest[:start] + new.encode() + rest[start:]).decode()
