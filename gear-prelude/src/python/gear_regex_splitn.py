def gear_regex_splitn(regex, text, count):
    """Regex::splitn: the last part is all that is left."""
    last = 0
    for found in itertools.islice(gear_regex_matches(regex, text), gear_size(max(count - 1, 0))):
        yield text[last:found.start()]
        last = found.end()
    if count > 0:
        yield text[last:]
