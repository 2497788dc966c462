def gear_field_named(fields, names):
    return next((fields[name] for name in names if name in fields), None)
