def gear_unzip(pairs):
    """Iterator::unzip."""
    firsts, seconds = [], []
    for first, second in pairs:
        firsts.append(first)
        seconds.append(second)
    return (firsts, seconds)
