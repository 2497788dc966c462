def gear_py_scalar(value):
    """A number of numpy as the one of Python that it stands for."""
    if getattr(value, 'shape', None) == () and hasattr(value, 'item'):
        return value.item()
    return value
