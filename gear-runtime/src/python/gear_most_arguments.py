def gear_most_arguments(words, most):
    if len(words) - 1 > most:
        plural = '' if most == 1 else 's'
        raise ValueError('%s: expected at most %d argument%s, got %d' % (words[0], most, plural, len(words) - 1))
