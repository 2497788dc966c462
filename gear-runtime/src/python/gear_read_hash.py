def gear_read_hash(decode):
    def gear_read_hash_of(record):
        return decode(gear_read_kind(record, 'hash'), record['key'])
    return gear_read_hash_of
