"""Evaluates calls of linked functions: one JSON line in, one JSON line out."""

import json
import signal
import struct
import sys


def encode(value):
    """The canonical text of a value; encode.rs writes the same."""
    if value is None:
        return 'none'
    if value is True or value is False:
        return 'true' if value else 'false'
    if isinstance(value, int):
        return 'i%d' % value
    if isinstance(value, float):
        return 'fnan' if value != value else 'f' + struct.pack('>d', value).hex()
    if isinstance(value, str):
        return '"' + ''.join(c if ' ' <= c <= '~' and c not in '"\\' else '\\%x;' % ord(c) for c in value) + '"'
    if isinstance(value, bytes):
        return 'b' + ','.join(map(encode, value)) + ';'
    if isinstance(value, list):
        return '[' + ','.join(map(encode, value)) + ']'
    if isinstance(value, tuple):
        return '(' + ','.join(map(encode, value)) + ')'
    if isinstance(value, dict):
        return '{' + ','.join(sorted(encode(k) + ':' + encode(v) for k, v in value.items())) + '}'
    if isinstance(value, set):
        return '<' + ','.join(sorted(map(encode, value))) + '>'
    return '?' + type(value).__name__


class Stuck(BaseException):
    """A call that does not end."""


def stuck(*_):
    raise Stuck('it does not end')


def call(scope, request):
    signal.alarm(10)
    try:
        arguments = eval(request['arguments'], scope)
        return {'value': encode(scope['gear_programs'][request['index']](*arguments))}
    except Stuck as error:
        return {'broken': str(error)}
    except (NameError, SyntaxError, UnboundLocalError) as error:
        return {'broken': '%s: %s' % (type(error).__name__, error)}
    except Exception as error:
        return {'failure': '%s: %s' % (type(error).__name__, error)}
    finally:
        signal.alarm(0)


def main():
    signal.signal(signal.SIGALRM, stuck)
    requests = (json.loads(line) for line in sys.stdin)
    scope = {}
    exec(compile(next(requests), 'script', 'exec'), scope)
    for request in requests:
        print(json.dumps(call(scope, request)), flush=True)


main()
