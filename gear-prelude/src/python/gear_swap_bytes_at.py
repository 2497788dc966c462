def gear_swap_bytes_at(values, a, b):
    """slice::swap of bytes."""
    changed = bytearray(values)
    changed[a], changed[b] = changed[b], changed[a]
    return bytes(changed)
