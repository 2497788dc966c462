def gear_py_text(value, what):
    if isinstance(value, str):
        try:
            # A lone surrogate is no text in Rust.
            str.encode(value, 'utf-8')
            return str.__str__(value)
        except UnicodeEncodeError:
            pass
    raise gear_py_mismatch(what, 'String', value)
