def gear_from_value(value, check):
    """serde_json::from_value."""
    try:
        return True, check(value)
    except (ValueError, OverflowError) as error:
        return False, str(error)
