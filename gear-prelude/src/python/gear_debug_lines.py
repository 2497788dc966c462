def gear_debug_lines(start, items, end):
    """`{:#?}` of a list, a set or a map: each item on lines of its own."""
    lines = ['    ' + item.replace('\n', '\n    ') + ',\n' for item in items]
    return start + ('\n' if lines else '') + ''.join(lines) + end
