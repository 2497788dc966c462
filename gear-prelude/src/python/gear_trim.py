def gear_trim(text):
    """str::trim, by Rust's white space."""
    return gear_trim_end(gear_trim_start(text))
