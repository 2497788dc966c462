def gear_ok(result):
    """The value of Ok; an Err becomes a plain error of the caller."""
    done, value = result
    return value if done else flat_error('ERR ' + value)
