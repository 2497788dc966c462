def gear_product(values):
    """Iterator::product."""
    total = 1
    for value in values:
        total *= value
    return total
