def gear_round_ties_even(x):
    """f64::round_ties_even."""
    return math.copysign(float(round(x)), x) if math.isfinite(x) else x
