def gear_future():
    """GearsFuture::new. A copy of a future is the same future."""
    future = createFuture()
    future.__deepcopy__ = lambda _: future
    future.gear_results = {}
    return future
