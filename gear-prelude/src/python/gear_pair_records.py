def gear_pair_records(pairs):
    """The records of pairs of key and record."""
    return [record for _, record in pairs]
