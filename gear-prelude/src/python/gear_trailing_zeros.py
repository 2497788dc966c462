def gear_trailing_zeros(value, bits):
    """trailing_zeros, of so many bits."""
    return (value & -value).bit_length() - 1 if value else bits
