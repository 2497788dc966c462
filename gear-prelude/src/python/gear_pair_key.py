def gear_pair_key(pair):
    """The key of a pair as text: the same for equal keys, on every shard."""
    return gear_key(pair[0])
