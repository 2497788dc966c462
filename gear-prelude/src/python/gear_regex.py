def gear_regex(pattern, known={}):
    """A regular expression; its `\\d`, `\\w`, `\\s` and `\\b` are those of the regex crate."""
    def ranges(escape):
        return gear_regex_class(escape.group(1)) if escape.group(1) else escape.group()

    def piece(found):
        text = found.group()
        if text.startswith('['):
            return re.sub(r'\\(?:([dDwWsS])|.)', ranges, text)
        if text[1] in 'dDwWsS':
            return '[%s]' % gear_regex_class(text[1])
        if text[1] not in 'bB':
            return text
        word = '[%s]' % gear_regex_class('w')
        after, end = ('?=', '?!') if text == r'\B' else ('?!', '?=')
        return '(?:(?<=%s)(%s%s)|(?<!%s)(%s%s))' % (word, after, word, word, end, word)

    if pattern not in known:
        known[pattern] = re.compile(re.sub(r'\[(?:\\.|[^\]\\])*\]|\\.', piece, pattern))
    return known[pattern]
