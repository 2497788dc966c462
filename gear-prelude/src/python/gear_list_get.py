def gear_list_get(values, start, end):
    """slice::get of a range: None where a slice would panic."""
    try:
        return gear_list_slice(values, start, end)
    except IndexError:
        return None
