def gear_reverse_bits(value, bits):
    """reverse_bits, of so many bits."""
    return int(bin(value & ((1 << bits) - 1))[2:].zfill(bits)[::-1], 2)
