def gear_leading_zeros(value, bits):
    """leading_zeros, of so many bits."""
    return bits - (value & ((1 << bits) - 1)).bit_length()
