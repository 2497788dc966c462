def gear_field_map(parse):
    def gear_field_map_of(fields, at):
        return {name: parse(text, gear_field_at(at, name)) for name, text in fields.items()}
    return gear_field_map_of
