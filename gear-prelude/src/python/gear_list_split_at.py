def gear_list_split_at(values, at):
    """slice::split_at."""
    return (gear_list_slice(values, 0, at), gear_list_slice(values, at, None))
