def gear_regex_escape(text):
    """regex::escape."""
    return re.sub(r'[][\\.+*?()|{}^$#&~-]', r'\\\g<0>', text)
