def gear_group_key(group):
    """The key of a group."""
    return group['key']
