def gear_list_splitn(values, count, is_separator):
    """slice::splitn."""
    start = 0
    for at in range(len(values)):
        if count < 2:
            break
        if is_separator(values[at]):
            yield values[start:at]
            start = at + 1
            count -= 1
    if count:
        yield values[start:]
