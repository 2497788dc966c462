def gear_count_ones(value, bits):
    """count_ones, of so many bits."""
    return bin(value & ((1 << bits) - 1)).count('1')
