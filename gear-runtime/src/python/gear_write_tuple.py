def gear_write_tuple(*writes):
    def gear_write_tuple_of(value):
        return [write(item) for write, item in zip(writes, value)]
    return gear_write_tuple_of
