def gear_call_next(arguments):
    """The reply of the hooked command, or of the hook before."""
    return gear_value(call_next(*gear_arguments(arguments)))
