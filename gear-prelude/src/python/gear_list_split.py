def gear_list_split(values, is_separator):
    """slice::split."""
    part = []
    for value in values:
        if is_separator(value):
            yield part
            part = []
        else:
            part.append(value)
    yield part
