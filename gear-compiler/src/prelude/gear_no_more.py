def gear_no_more(name, arguments, most):
    """Refuses arguments that nobody asked for."""
    if len(arguments) - 1 > most:
        flat_error('%s: expected at most %d arguments, got %d' % (name, most, len(arguments) - 1))
