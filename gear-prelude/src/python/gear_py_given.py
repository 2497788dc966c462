def gear_py_given(**keywords):
    """The keyword arguments that there are."""
    return {name: value for name, value in keywords.items() if value is not None}
