def gear_sum_float(values):
    """Iterator::sum of floats, one by one as Rust adds them."""
    total = -0.0
    for value in values:
        total += value
    return total
