def gear_key(value):
    """A group's key as text: the same for equal values, on every shard."""
    return json.dumps(value, sort_keys=True, default=gear_key_default)
