def gear_bounds(text):
    """The bounds of ranges of characters, from the distances between them.

    A distance has digits to the base 32, the least first; the second half of the 64 says that more follow.
    """
    digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'
    bounds, last, scale = [], 0, 1
    for digit in map(digits.index, text):
        last += digit % 32 * scale
        scale *= 32
        if digit < 32:
            bounds.append(last)
            scale = 1
    return bounds
