def gear_div_float(a, b):
    """Float division; by zero it gives an infinity or NaN."""
    if b != 0:
        return a / b
    if a == 0 or a != a:
        return float('nan')
    return math.copysign(float('inf'), a) * math.copysign(1.0, b)
