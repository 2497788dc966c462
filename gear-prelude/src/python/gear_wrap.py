def gear_wrap(value, bits):
    """A signed integer of so many bits, what is above them lost."""
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value
