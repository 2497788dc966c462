def gear_duration(seconds):
    """Duration::from_secs_f64: the nearest whole number of nanoseconds, of two the even one."""
    if not 0 <= seconds < 2.0**64:
        reason = 'negative' if seconds < 0 else 'either too big or NaN'
        raise ValueError('cannot convert float seconds to Duration: value is ' + reason)
    numerator, denominator = seconds.as_integer_ratio()
    nanos, rest = divmod(numerator * 1000000000, denominator)
    if rest * 2 > denominator or (rest * 2 == denominator and nanos % 2):
        nanos += 1
    return nanos
