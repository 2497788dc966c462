def gear_atomic(function):
    """What a function gives that runs under the lock of Redis."""
    with atomic():
        return function()
