def gear_complete(future, result):
    """GearsFuture::complete and fail: the first of them counts, and is told so."""
    mine = [result]
    first = future.gear_results.setdefault(0, mine) is mine
    if first:
        setFutureResults(future, result)
    return first
