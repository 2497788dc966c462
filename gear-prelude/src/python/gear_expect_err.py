def gear_expect_err(result, message):
    """Result::expect_err."""
    if result[0]:
        raise RuntimeError(message)
    return result[1]
