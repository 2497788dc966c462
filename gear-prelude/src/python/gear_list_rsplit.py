def gear_list_rsplit(values, is_separator):
    """slice::rsplit."""
    end = len(values)
    for at in range(len(values) - 1, -1, -1):
        if is_separator(values[at]):
            yield values[at + 1:end]
            end = at
    yield values[:end]
