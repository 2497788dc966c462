def gear_append(values, others):
    """Vec::append: the other list is empty after it."""
    values.extend(others)
    others.clear()
