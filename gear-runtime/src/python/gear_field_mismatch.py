def gear_field_mismatch(text, what, expected):
    if text is None:
        got = 'nothing'
    elif not isinstance(text, str):
        got = 'bytes that are not UTF-8'
    elif len(text) > 60:
        got = ascii(text[:60]) + '...'
    else:
        got = ascii(text)
    return ValueError('%s: expected %s, got %s' % (what, expected, got))
