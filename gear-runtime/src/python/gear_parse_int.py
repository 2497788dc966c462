def gear_parse_int(text, what, expected, pattern, low, high):
    if isinstance(text, str) and re.fullmatch(pattern, text):
        # Without leading zeros, a number that is too long to be in range is not worth converting.
        digits = text.lstrip('+-0')
        if len(digits) <= 20:
            value = -int(digits or '0') if text[0] == '-' else int(digits or '0')
            if low <= value <= high:
                return value
    raise gear_field_mismatch(text, what, expected)
