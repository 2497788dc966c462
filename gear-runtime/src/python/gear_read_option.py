def gear_read_option(decode):
    def gear_read_option_of(record):
        gear_read_key(record)
        return None if record.get('type', 'empty') == 'empty' else decode(record)
    return gear_read_option_of
