def gear_regex_matches(regex, text):
    """Regex::captures_iter: an empty match does not follow another match at once."""
    at, last = 0, None
    while at <= len(text):
        found = regex.search(text, at)
        if found is None:
            return
        if found.start() == found.end() == last:
            at += 1
            last = None
            continue
        at = last = found.end()
        yield found
