def gear_log(x, logarithm):
    """A logarithm: of zero minus infinity, of less NaN."""
    if x > 0:
        return logarithm(x)
    return float('-inf') if x == 0 else float('nan')
