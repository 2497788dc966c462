def gear_upper(text, newer={}):
    """str::to_uppercase, by the Unicode 17 that Rust has."""
    if text.isascii():
        return text.upper()
    if not newer:
        for first, last, step, distance in (
            (0x19b, 0x19b, 1, 42561),
            (0x264, 0x264, 1, 42343),
            (0x282, 0x282, 1, 42307),
            (0x1c8a, 0x1c8a, 1, -1),
            (0x1d8e, 0x1d8e, 1, 35384),
            (0x2c5f, 0x2c5f, 1, -48),
            (0xa794, 0xa794, 1, 48),
            (0xa7bb, 0xa7c3, 2, -1),
            (0xa7c8, 0xa7ca, 2, -1),
            (0xa7cd, 0xa7db, 2, -1),
            (0xa7f6, 0xa7f6, 1, -1),
            (0x10597, 0x105a1, 1, -39),
            (0x105a3, 0x105b1, 1, -39),
            (0x105b3, 0x105b9, 1, -39),
            (0x105bb, 0x105bc, 1, -39),
            (0x10d70, 0x10d85, 1, -32),
            (0x16ebb, 0x16ed3, 1, -27),
        ):
            newer.update((code, code + distance) for code in range(first, last + 1, step))
    return text.translate(newer).upper()
