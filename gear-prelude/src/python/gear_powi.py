def gear_powi(x, n):
    """f64::powi, by the same multiplications as Rust's."""
    result = 1.0
    invert, n = n < 0, abs(n)
    while True:
        if n & 1:
            result *= x
        n >>= 1
        if n == 0:
            break
        x *= x
    return gear_div_float(1.0, result) if invert else result
