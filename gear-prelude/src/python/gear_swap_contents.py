def gear_swap_contents(a, b):
    """Exchanges the contents of two lists, dicts or sets."""
    content = a.copy()
    gear_overwrite(a, b)
    gear_overwrite(b, content)
