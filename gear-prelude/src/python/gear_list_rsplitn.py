def gear_list_rsplitn(values, count, is_separator):
    """slice::rsplitn."""
    end = len(values)
    for at in range(len(values) - 1, -1, -1):
        if count < 2:
            break
        if is_separator(values[at]):
            yield values[at + 1:end]
            end = at
            count -= 1
    if count:
        yield values[:end]
