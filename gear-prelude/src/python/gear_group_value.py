def gear_group_value(group):
    """The value of a group."""
    return group['value']
