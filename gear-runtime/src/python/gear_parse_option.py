def gear_parse_option(parse):
    def gear_parse_option_of(text, what):
        return None if text is None else parse(text, what)
    return gear_parse_option_of
