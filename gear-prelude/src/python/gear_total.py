def gear_total(total):
    """The value in the tuple that keeps it from being taken for none."""
    return total[0]
