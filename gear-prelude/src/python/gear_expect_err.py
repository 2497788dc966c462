def gear_expect_err(result, message, debug):
    """Result::expect_err."""
    if result[0]:
        raise RuntimeError('%s: %s' % (message, debug(result[1])))
    return result[1]
