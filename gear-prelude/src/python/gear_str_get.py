def gear_str_get(text, start, end):
    """str::get: None where a slice would panic."""
    try:
        return gear_str_slice(text, start, end)
    except IndexError:
        return None
