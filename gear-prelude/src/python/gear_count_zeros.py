def gear_count_zeros(value, bits):
    """count_zeros, of so many bits."""
    return bits - gear_count_ones(value, bits)
