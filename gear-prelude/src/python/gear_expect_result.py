def gear_expect_result(result, message, debug):
    """Result::expect."""
    if not result[0]:
        raise RuntimeError('%s: %s' % (message, debug(result[1])))
    return result[1]
