def gear_product(values, total):
    """Iterator::product; the total begins as a one of the type."""
    for value in values:
        total *= value
    return total
