def gear_arguments_tuple(*parsers):
    def gear_arguments_tuple_of(words):
        gear_most_arguments(words, len(parsers))
        given = words[1:] + [None] * len(parsers)
        places = enumerate(zip(parsers, given), 1)
        return tuple(parse(word, '%s: argument %d' % (words[0], place)) for place, (parse, word) in places)
    return gear_arguments_tuple_of
