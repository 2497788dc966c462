def gear_list_join(parts, separator):
    """slice::join of lists."""
    out = []
    for i, part in enumerate(parts):
        out.extend(separator if i else [])
        out.extend(part)
    return out
