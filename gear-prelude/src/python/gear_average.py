def gear_average(number):
    """The sum and the count of one number."""
    return (float(number), 1)
