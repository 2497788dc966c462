def to_float(text):
    if '_' in text or text != text.strip():
        raise ValueError('invalid float literal')
    return float(text)


def double(record):
    key = record['key']
    try:
        score = to_float(execute('GET', key.replace('user', 'score')))
    except Exception as error:
        log(f'no score of {key}: {error}', level='warning')
        raise RuntimeError(f'no score of {key}')
    return score * 2.0


(GB('KeysReader')
    .map(double)
    .run('user:*', readValue=False))
