def gear_dedup_by_key(values, key):
    """Vec::dedup_by_key."""
    kept = []
    for value in values:
        if not kept or key(value) != key(kept[-1]):
            kept.append(value)
    values[:] = kept
