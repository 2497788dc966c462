def gear_no_pause(step):
    """A step whose errors do not pause the registration: in mode sync that would end the server."""
    def gear_no_pause_of(*records):
        try:
            return step(*records)
        except Exception as error:
            if str(error).startswith('PAUSE'):
                raise ValueError('a gear cannot be paused in mode Sync: ' + str(error))
            raise
    return gear_no_pause_of
