def gear_expect_result(result, message):
    """Result::expect."""
    if not result[0]:
        raise RuntimeError('%s: %s' % (message, result[1]))
    return result[1]
