def gear_task(future):
    """What runs beside its caller, in the same session of RedisGears."""
    session = getGearsSession()

    async def run():
        with GearsSession(session):
            return await gear_wait(future)
    return asyncio.ensure_future(run())
