def gear_map_split_off(values, least):
    """BTreeMap::split_off."""
    return {key: values.pop(key) for key in [key for key in values if key >= least]}
