def gear_is_numeric(c, bounds=[]):
    """char::is_numeric, by the Unicode 17 that Rust has."""
    if c < '\x80':
        return c.isdigit()
    import bisect
    if not bounds:
        bounds.extend(gear_bounds(
            'o525123Xj1Ac4Ac6AyCAs3A46i3As3As3A26k3Dp3A87d3Ae377Jj3AW3As3Ac2Ki8Ac2AlMKnR3l7A6AMAi9AW4Bb5A6As5As2A'
            'c4A6AsW11366Ac6p125sMy1k2MsJUfh11fO1P9E3tA4g4AU81FW1Ad1FWxSAy5AWA6w4Ac1Ac6AMAs2AsCAsuKAjFj1Cv1H2rARa'
            '14T181c45g6AkT8P7d19h25M6W522G2k1W29q12U3h25e38O8f17gA6m1A6As8V-4Ag14m37c4UW4Ay1Am4A7Kx7AsAAs3AsBAc3'
            'A6Ki2CaDJz2AsKAs2TZ7Ac2As1AcBAc3LhX1l3XcFAcf2As2Ac4A17kGAc8NzA3vdNAck1KCKi3PrY1o1Wg2AcDAsFAt7AiM9W4A'
            'tOx11314i2j11FYUDZt2A'
        ))
    return bisect.bisect(bounds, ord(c)) % 2 == 1
