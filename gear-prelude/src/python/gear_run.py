async def gear_run(start, shape):
    """A gear inside of a gear: what its records make as Ok, or its first error as Err."""
    records, errors = await start()
    return (False, errors[0]) if errors else gear_attempt(lambda: shape(records))
