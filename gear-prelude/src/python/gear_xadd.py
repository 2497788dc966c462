def gear_xadd(key, id, fields):
    """XADD with the fields in order."""
    arguments = [gear_argument(part) for field in fields for part in field]
    return gear_text(execute('XADD', gear_argument(key), gear_argument(id), *arguments))
