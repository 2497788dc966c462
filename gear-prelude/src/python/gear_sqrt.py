def gear_sqrt(x):
    """f64::sqrt: NaN of a negative number."""
    return math.sqrt(x) if x >= 0 else (x if x != x else float('nan'))
