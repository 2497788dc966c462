def gear_arguments_named(decode, names):
    def gear_arguments_named_of(words):
        gear_most_arguments(words, len(names))
        return decode(dict(zip(names, words[1:])), words[0])
    return gear_arguments_named_of
