def gear_no_more(name, arguments, most):
    """Refuses arguments that nobody asked for."""
    if len(arguments) - 1 > most:
        flat_error('ERR %s: takes %d argument%s, got %d' % (name, most, '' if most == 1 else 's', len(arguments) - 1))
