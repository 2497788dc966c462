def gear_is_variant(value, name):
    """Whether an enum's value is this variant, which has data."""
    return isinstance(value, dict) and name in value
