def gear_command_arguments(arguments, parse):
    """The arguments of a command as what they are declared to be; what does not fit is an error of the caller."""
    try:
        return parse(gear_command_record(arguments))
    except ValueError as error:
        flat_error('ERR ' + str(error))
