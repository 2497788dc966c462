def gear_unwrap_err(result):
    """Result::unwrap_err."""
    if result[0]:
        raise RuntimeError('called `Result::unwrap_err()` on an `Ok` value: %s' % (result[1],))
    return result[1]
