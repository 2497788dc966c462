def gear_captures_get(captures, group):
    """Captures::get and Captures::name."""
    known = group in captures.re.groupindex if isinstance(group, str) else group <= captures.re.groups
    return gear_match(captures, group) if known else None
