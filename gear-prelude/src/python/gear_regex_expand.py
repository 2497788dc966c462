def gear_regex_expand(found, template):
    """Captures::expand: `$1`, `$name`, `${name}` and `$$`; what is no group is empty."""
    def group(reference):
        if reference.group() == '$$':
            return '$'
        name = reference.group(1) or reference.group(2) or ''
        group = int(name) if re.match(r'\+?[0-9]+\Z', name) else name
        text = gear_captures_get(found, group)
        return text[0][text[1]:text[2]] if text else ''

    return re.sub(r'\$(?:\$|\{([^}]*)\}|([0-9A-Za-z_]+))', group, template)
