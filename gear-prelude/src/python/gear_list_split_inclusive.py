def gear_list_split_inclusive(values, is_separator):
    """slice::split_inclusive."""
    part = []
    for value in values:
        part.append(value)
        if is_separator(value):
            yield part
            part = []
    if part:
        yield part
