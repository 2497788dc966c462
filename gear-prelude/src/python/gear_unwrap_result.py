def gear_unwrap_result(result):
    """Result::unwrap."""
    if not result[0]:
        raise RuntimeError('called `Result::unwrap()` on an `Err` value: ' + str(result[1]))
    return result[1]
