def gear_powf(x, y):
    """f64::powf."""
    try:
        return math.pow(x, y)
    except OverflowError:
        negative = x < 0 and y % 2 == 1
        return float('-inf') if negative else float('inf')
    except ValueError:
        if x == 0:
            return math.copysign(float('inf'), x) if y % 2 == 1 else float('inf')
        return float('nan')
