def gear_unwrap_result(result, debug):
    """Result::unwrap."""
    if not result[0]:
        raise RuntimeError('called `Result::unwrap()` on an `Err` value: ' + debug(result[1]))
    return result[1]
