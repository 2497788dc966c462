async def gear_join(futures):
    """join! and join_all: what all give, in their order. A failure stops the others."""
    tasks = [gear_task(future) for future in futures]
    try:
        return [await gear_wait(task) for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
