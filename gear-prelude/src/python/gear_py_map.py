def gear_py_map(expected, convert_key, convert):
    def gear_py_map_of(value, what):
        entries = gear_py_mapping(value, what, expected)
        return {convert_key(key, what): convert(item, what) for key, item in entries}
    return gear_py_map_of
