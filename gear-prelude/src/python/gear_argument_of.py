def gear_argument_of(parser, arguments, index, what):
    """An argument of a trigger; what does not fit becomes a plain error of the caller."""
    try:
        return parser(arguments[index] if index < len(arguments) else None, what)
    except ValueError as error:
        flat_error('ERR ' + str(error))
