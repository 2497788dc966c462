def gear_arc(x, function):
    """asin and acos: NaN outside of -1..1."""
    return function(x) if -1 <= x <= 1 else float('nan')
