def gear_dedup_by(values, same):
    """Vec::dedup_by."""
    kept = values[:1]
    for value in values[1:]:
        if not same(value, kept[-1]):
            kept.append(value)
    values[:] = kept
