def gear_field_at(at, name):
    return '%s: field `%s`' % (at, name)
