def gear_regex_split(regex, text):
    """Regex::split."""
    last = 0
    for found in gear_regex_matches(regex, text):
        yield text[last:found.start()]
        last = found.end()
    yield text[last:]
