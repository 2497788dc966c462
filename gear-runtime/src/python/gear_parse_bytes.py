def gear_parse_bytes(text, what):
    if text is None:
        raise gear_field_mismatch(text, what, 'bytes')
    return text.encode('utf-8') if isinstance(text, str) else bytes(text)
