def gear_write_map(write):
    def gear_write_map_of(value):
        return {gear_json_key(key): write(value[key]) for key in sorted(value)}
    return gear_write_map_of
