def gear_command_record(arguments):
    """The arguments of a command, which must all be text."""
    if not all(isinstance(argument, str) for argument in arguments):
        flat_error('ERR ' + str(arguments[0]) + ': an argument is not valid UTF-8')
    return arguments
