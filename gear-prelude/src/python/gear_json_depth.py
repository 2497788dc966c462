def gear_json_depth(text):
    """How deep the brackets outside of strings nest."""
    depth = deepest = 0
    for token in re.findall(r'"(?:[^"\\]|\\.)*"|[][{}]', text):
        if token in '[{':
            depth += 1
            deepest = max(deepest, depth)
        elif token in ']}':
            depth -= 1
    return deepest
