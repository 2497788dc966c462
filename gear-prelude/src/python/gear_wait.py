async def gear_wait(future):
    """Awaits a coroutine, or a future that others wait for too: who stops waiting does not end it."""
    if not asyncio.isfuture(future):
        return await future
    if not future.done():
        done = createFuture()
        future.add_done_callback(lambda _: done.done() or done.set_result(None))
        await done
    return future.result()
