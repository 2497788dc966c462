def gear_partial_cmp(a, b):
    """f64::partial_cmp: None beside a NaN."""
    if a != a or b != b:
        return None
    return (a > b) - (a < b)
