def gear_set_byte(values, index, byte):
    """`bytes[index] = byte`: the bytes with another one among them."""
    changed = bytearray(values)
    changed[index] = byte
    return bytes(changed)
