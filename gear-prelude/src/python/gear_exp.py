def gear_exp(x):
    """f64::exp; too large is infinite."""
    try:
        return math.exp(x)
    except OverflowError:
        return float('inf')
