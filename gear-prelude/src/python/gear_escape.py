def gear_escape(text, quote):
    """The escapes of `{:?}`."""
    known = {'\t': '\\t', '\r': '\\r', '\n': '\\n', '\0': '\\0', '\\': '\\\\', quote: '\\' + quote}
    out = []
    for c in text:
        if c in known:
            out.append(known[c])
        elif c < '\x7f' and c >= ' ' or c >= '\xa1' and c.isprintable() and not gear_is_mark(c):
            out.append(c)
        else:
            out.append('\\u{%x}' % ord(c))
    return ''.join(out)
