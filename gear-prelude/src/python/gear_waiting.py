def gear_waiting(function, then=None):
    """An async step whose errors tell their place, as those of other steps do. `then` makes the record that goes on."""
    async def step(record):
        try:
            result = await function(record)
        except Exception as error:
            kind = type(error)
            if kind.__module__ == 'gears' and kind.__name__ != 'error':
                raise
            raise Exception(str(traceback.format_exception(kind, error, error.__traceback__)))
        return then(record, result) if then else result
    return step
