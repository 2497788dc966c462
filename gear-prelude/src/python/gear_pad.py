def gear_pad(text, fill, align, width, zero, plus):
    """Padding to a width in characters; a sign and a base prefix stay before zeros."""
    if plus and not text.startswith('-') and text != 'NaN':
        text = '+' + text
    room = width - len(text)
    if room <= 0:
        return text
    if zero:
        start = len(text) - len(text.lstrip('+-'))
        if text[start:start + 2] in ('0x', '0b', '0o'):
            start += 2
        return text[:start] + '0' * room + text[start:]
    if align == '<':
        return text + fill * room
    if align == '>':
        return fill * room + text
    return fill * (room // 2) + text + fill * (room - room // 2)
