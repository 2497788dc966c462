def gear_average_of(total):
    """The average of a sum and a count."""
    return total[0] / total[1]
