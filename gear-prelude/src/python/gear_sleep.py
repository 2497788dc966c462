def gear_sleep(duration):
    """sleep. A pause of nothing would lose the session of RedisGears."""
    return asyncio.sleep(max(duration, 1) / 1000000000)
