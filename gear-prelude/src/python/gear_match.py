def gear_match(found, group):
    """A Match: the text, and where the group of what was found begins and ends; None if it has no part in it."""
    if found is None or found.start(group) < 0:
        return None
    return (found.string, found.start(group), found.end(group))
