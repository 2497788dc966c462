def gear_json_pointer(value, pointer):
    """Value::pointer, in a tuple: null is a value too."""
    if pointer[:1] not in ('', '/'):
        return None
    for name in pointer.split('/')[1:]:
        name = name.replace('~1', '/').replace('~0', '~')
        is_index = name == '0' or name.isascii() and name.isdigit() and name[0] != '0'
        if isinstance(value, list) and is_index and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, dict) and name in value:
            value = value[name]
        else:
            return None
    return (value,)
