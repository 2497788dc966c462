def gear_add(total, number):
    """Adds a number to a total."""
    return (total[0] + number if total else number,)
