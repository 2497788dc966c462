def gear_captures_extract(captures):
    """Captures::extract: the whole match and its groups, which all take part."""
    if None in captures.groups():
        raise RuntimeError('too many capture groups take no part')
    return (captures.group(0), list(captures.groups()))
