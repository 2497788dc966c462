def gear_field_json_f32(value):
    value = gear_field_json_float(value)
    try:
        return struct.unpack('<f', struct.pack('<f', value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
