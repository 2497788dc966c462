def gear_parse_int(text, what, expected, pattern, low, high):
    if isinstance(text, str) and re.fullmatch(pattern, text):
        value = int(text)
        if low <= value <= high:
            return value
    raise gear_field_mismatch(text, what, expected)
