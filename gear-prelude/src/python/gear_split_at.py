def gear_split_at(text, at):
    """str::split_at, by bytes."""
    return (gear_str_slice(text, 0, at), gear_str_slice(text, at, None))
