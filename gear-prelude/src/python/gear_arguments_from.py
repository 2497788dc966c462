def gear_arguments_from(parser, arguments, start, what):
    """The arguments of a trigger that are left."""
    return [gear_argument_of(parser, arguments, index, what) for index in range(start, len(arguments))]
