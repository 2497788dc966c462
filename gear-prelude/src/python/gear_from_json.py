def gear_from_json(text, check):
    """serde_json::from_str."""
    try:
        return True, check(gear_load_json(text))
    except (ValueError, OverflowError, RecursionError) as error:
        return False, str(error)
