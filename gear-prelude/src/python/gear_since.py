def gear_since(later, earlier):
    """SystemTime::duration_since."""
    if later >= earlier:
        return True, later - earlier
    return False, 'second time provided was later than self'
