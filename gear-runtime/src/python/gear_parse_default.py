def gear_parse_default(parse, default):
    def gear_parse_default_of(text, what):
        return default() if text is None else parse(text, what)
    return gear_parse_default_of
