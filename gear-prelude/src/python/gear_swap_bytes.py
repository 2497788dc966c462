def gear_swap_bytes(value, bits):
    """swap_bytes, of so many bits."""
    return int.from_bytes((value & ((1 << bits) - 1)).to_bytes(bits // 8, 'big'), 'little')
