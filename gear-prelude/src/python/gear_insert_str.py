def gear_insert_str(text, at, part):
    """String::insert_str, by bytes."""
    return gear_str_slice(text, 0, at) + part + gear_str_slice(text, at, None)
