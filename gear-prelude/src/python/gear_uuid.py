def gear_uuid():
    """random::uuid: version 4, of the randomness of the operating system."""
    digits = '%032x' % random.SystemRandom().getrandbits(128)
    digits = digits[:12] + '4' + digits[13:16] + '89ab'[int(digits[16], 16) % 4] + digits[17:]
    return '-'.join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
