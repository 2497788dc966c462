def gear_spawn(future):
    """spawn: runs in the background; an error is logged."""
    async def run():
        try:
            await gear_wait(future)
        except Exception as error:
            log('a spawned future failed: ' + str(error), level='warning')
    runCoroutine(run())
