def gear_total_cmp(a, b):
    """f64::total_cmp: by the bits, NaN at the ends."""
    import struct
    (x,), (y,) = (struct.unpack('<q', struct.pack('<d', value)) for value in (a, b))
    x, y = (bits ^ 0x7fffffffffffffff if bits < 0 else bits for bits in (x, y))
    return (x > y) - (x < y)
