def gear_key(value):
    """A group's key: the same for equal values, on every shard. The server writes a tuple as text."""
    if isinstance(value, (str, int)):
        return (value,)
    return json.dumps(value, sort_keys=True, default=gear_key_default)
