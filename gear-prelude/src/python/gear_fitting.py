def gear_fitting(read):
    """A reader that leaves out what does not fit, and says so in the log."""
    def gear_fitting_of(record):
        try:
            return [read(record)]
        except ValueError as error:
            log(str(error), level='warning')
            return []
    return gear_fitting_of
