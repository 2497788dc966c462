def gear_lower(text, newer={}):
    """str::to_lowercase, by the Unicode 17 that Rust has."""
    if text.isascii():
        return text.lower()
    if not newer:
        for first, last, step, distance in (
            (0x1c89, 0x1c89, 1, 1),
            (0x2c2f, 0x2c2f, 1, 48),
            (0xa7ba, 0xa7c2, 2, 1),
            (0xa7c4, 0xa7c4, 1, -48),
            (0xa7c5, 0xa7c5, 1, -42307),
            (0xa7c6, 0xa7c6, 1, -35384),
            (0xa7c7, 0xa7c9, 2, 1),
            (0xa7cb, 0xa7cb, 1, -42343),
            (0xa7cc, 0xa7da, 2, 1),
            (0xa7dc, 0xa7dc, 1, -42561),
            (0xa7f5, 0xa7f5, 1, 1),
            (0x10570, 0x1057a, 1, 39),
            (0x1057c, 0x1058a, 1, 39),
            (0x1058c, 0x10592, 1, 39),
            (0x10594, 0x10595, 1, 39),
            (0x10d50, 0x10d65, 1, 32),
            (0x16ea0, 0x16eb8, 1, 27),
        ):
            newer.update((code, code + distance) for code in range(first, last + 1, step))
    return text.translate(newer).lower()
