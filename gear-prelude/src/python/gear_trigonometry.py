def gear_trigonometry(x, function):
    """sin, cos and tan: NaN of an infinity."""
    return function(x) if math.isfinite(x) else float('nan')
