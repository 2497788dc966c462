def gear_debug_error(text):
    """`{:?}` of an error of the standard library, whose text tells which it is."""
    known = {
        'cannot parse integer from empty string': 'ParseIntError { kind: Empty }',
        'invalid digit found in string': 'ParseIntError { kind: InvalidDigit }',
        'number too large to fit in target type': 'ParseIntError { kind: PosOverflow }',
        'number too small to fit in target type': 'ParseIntError { kind: NegOverflow }',
        'cannot parse float from empty string': 'ParseFloatError { kind: Empty }',
        'invalid float literal': 'ParseFloatError { kind: Invalid }',
        'provided string was not `true` or `false`': 'ParseBoolError',
        'cannot parse char from empty string': 'ParseCharError { kind: EmptyString }',
        'too many characters in string': 'ParseCharError { kind: TooManyChars }',
        'out of range integral type conversion attempted': 'TryFromIntError(())',
    }
    return known.get(text, text)
