def gear_div_euclid_float(a, b):
    """f64::div_euclid."""
    quotient = gear_trunc(gear_div_float(a, b))
    if gear_rem_float(a, b) < 0:
        return quotient - 1 if b > 0 else quotient + 1
    return quotient
