def gear_max_by_key(values, key):
    """Iterator::max_by_key: of equal elements the last one, where Python's max takes the first."""
    most, most_key = None, None
    for index, value in enumerate(values):
        value_key = key(value)
        if index == 0 or value_key >= most_key:
            most, most_key = value, value_key
    return most
