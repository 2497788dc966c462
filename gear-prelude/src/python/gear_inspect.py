def gear_inspect(function, values):
    """Iterator::inspect."""
    for value in values:
        function(value)
        yield value
