def gear_read_nothing(record):
    gear_read_key(record)
