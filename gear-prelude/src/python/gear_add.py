def gear_add(total, number):
    """Adds a number to a total."""
    return number if total is None else total + number
