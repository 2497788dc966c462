def gear_rotate(value, count, bits):
    """The bits of a number, rotated to the left."""
    mask = (1 << bits) - 1
    value, count = value & mask, count % bits
    return (value << count | value >> (bits - count)) & mask
