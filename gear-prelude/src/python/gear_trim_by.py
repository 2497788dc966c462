def gear_trim_by(text, matches):
    """str::trim_matches by a predicate on characters."""
    return gear_trim_end_by(gear_trim_start_by(text, matches), matches)
