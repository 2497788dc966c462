async def gear_timeout(duration, future):
    """timeout: what comes in time as Ok; else the future is stopped."""
    task = gear_task(future)
    done = createFuture()

    def end(_=None):
        if not done.done():
            done.set_result(None)
    task.add_done_callback(end)
    timer = asyncio.get_event_loop().call_later(duration / 1000000000, end)
    try:
        await done
        return (True, task.result()) if task.done() else (False, 'deadline has elapsed')
    finally:
        timer.cancel()
        task.cancel()
