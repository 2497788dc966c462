def gear_captures_at(captures, group):
    """captures[group]: fails where there is no such group, or it has no part in the match."""
    found = gear_captures_get(captures, group)
    if found is None:
        raise IndexError(('no group named %s' if isinstance(group, str) else 'no group at index %s') % ascii(str(group)))
    return found[0][found[1]:found[2]]
