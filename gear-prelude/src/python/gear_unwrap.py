def gear_unwrap(value):
    """Option::unwrap."""
    if value is None:
        raise RuntimeError('called `Option::unwrap()` on a `None` value')
    return value
