def gear_updated(base, fields):
    """A struct like another one, with some fields of its own."""
    updated = dict(base)
    updated.update(fields)
    return updated
