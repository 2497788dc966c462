def gear_lines(text):
    """str::lines: a last line break makes no line."""
    lines = text.split('\n')
    last = lines.pop()
    lines = [line[:-1] if line.endswith('\r') else line for line in lines]
    if last:
        lines.append(last)
    return iter(lines)
