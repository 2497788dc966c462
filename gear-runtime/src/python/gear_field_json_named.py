def gear_field_json_named(fields, names, check, default):
    found = [name for name in names if name in fields]
    if len(found) > 1:
        raise ValueError(found)
    if found or default is None:
        return check(fields[found[0]] if found else None)
    return default()
