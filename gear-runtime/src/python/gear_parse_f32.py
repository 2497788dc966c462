def gear_parse_f32(text, what):
    value = gear_parse_float(text, what, 'f32')
    if value == 0 or not math.isfinite(value):
        return value
    # Rounding twice, to f64 and then to f32, can be off by one. It cannot if the first rounding is to odd.
    exact, rounded = decimal.Decimal(text), decimal.Decimal(value)
    bits = struct.unpack('<q', struct.pack('<d', value))[0]
    if exact != rounded and bits % 2 == 0:
        bits += 1 if exact.copy_abs() > rounded.copy_abs() else -1
        value = struct.unpack('<d', struct.pack('<q', bits))[0]
    try:
        return struct.unpack('<f', struct.pack('<f', value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
