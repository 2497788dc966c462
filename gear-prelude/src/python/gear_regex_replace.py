def gear_regex_replace(regex, text, replacement, limit):
    """Regex::replacen: by a text with the names of groups, or by what a function makes of the groups."""
    done, last = [], 0
    for found in itertools.islice(gear_regex_matches(regex, text), gear_size(limit) or None):
        expanded = gear_regex_expand(found, replacement) if isinstance(replacement, str) else replacement(found)
        done += [text[last:found.start()], expanded]
        last = found.end()
    return ''.join(done) + text[last:]
