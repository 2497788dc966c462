def gear_overwrite(place, value):
    """Gives a list, dict or set the content of another one."""
    value = value.copy()
    place.clear()
    if isinstance(place, list):
        place.extend(value)
    else:
        place.update(value)
