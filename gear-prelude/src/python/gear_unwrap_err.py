def gear_unwrap_err(result, debug):
    """Result::unwrap_err."""
    if result[0]:
        raise RuntimeError('called `Result::unwrap_err()` on an `Ok` value: ' + debug(result[1]))
    return result[1]
