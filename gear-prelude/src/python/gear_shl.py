def gear_shl(value, by, bits, signed):
    """`<<`: what leaves the width is lost; a shift by the width or more panics."""
    if not 0 <= by < bits:
        raise OverflowError('attempt to shift left with overflow')
    value = (value << by) & ((1 << bits) - 1)
    return value - (1 << bits) if signed and value >> (bits - 1) else value
