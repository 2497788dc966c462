def gear_field_json_bytes(check):
    def gear_field_json_bytes_of(value):
        return bytes(check(value))
    return gear_field_json_bytes_of
