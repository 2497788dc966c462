"""Results: from Python objects to what the module can keep and send."""
from .errors import has_surrogates

MAX_DEPTH = 100
INT_MIN, INT_MAX = -2 ** 63, 2 ** 63 - 1


class Unsendable(Exception):
    """A value that would crash RedisGears when it is turned into a reply."""


def to_wire(value, depth=0):
    """str, bytes, int, float, list of these; None for everything that has no reply of its own."""
    if isinstance(value, str):
        if has_surrogates(value):
            raise Unsendable('a result has a lone surrogate, which cannot be sent (it would crash RedisGears)')
        return str.__str__(value)
    if isinstance(value, bytes):
        return bytes(value)
    if isinstance(value, int):
        if not INT_MIN <= value <= INT_MAX:
            raise Unsendable('a result is an int outside of 64 bits, which cannot be sent (it would crash RedisGears)')
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, list):
        if depth == MAX_DEPTH:
            raise Unsendable('a result is a list that is nested too deeply or contains itself')
        return [to_wire(v, depth + 1) for v in value]
    return None
