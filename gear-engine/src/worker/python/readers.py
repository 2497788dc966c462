"""The readers of run(): functions that give the records of one shard."""
import inspect
import types

from . import errors, pickling
from .channel import call, to_bytearrays
from .errors import describe, error
from .future import NO_FUTURES, Failure


def for_run(reader, argument, kwargs):
    """Checks the arguments of run(): the kind of the reader, and what `opener` needs to know."""
    if reader == 'PythonReader':
        return _python(argument)
    if reader not in ('KeysReader', 'StreamReader'):
        raise error('Given reader do not support run or not exists')
    if not isinstance(argument, str):
        raise error('regex argument must be a string')
    if errors.has_surrogates(argument):
        raise error('the argument of run has a lone surrogate (it would crash RedisGears)')
    argument = argument.split('\0', 1)[0]
    if reader == 'StreamReader':
        start = kwargs.get('fromId', '0-0')
        if not isinstance(start, str) or errors.has_surrogates(start):
            raise error('fromId argument must be a string')
        return 'stream', argument, start
    no_scan = kwargs.get('noScan', False)
    if not isinstance(no_scan, bool):
        raise error('exactMatch value is not boolean')
    read_value = kwargs.get('readValue', True)
    if not isinstance(read_value, bool):
        raise error('readValue value is not boolean')
    return 'key' if no_scan else 'scan', argument, read_value


def opener(reader):
    """A function from an execution to a generator of records, for what for_run gives."""
    kind, *arguments = reader
    return lambda execution: READERS[kind](execution, *arguments)


def dump(reader):
    """The same as bytes, for other shards."""
    if reader[0] == 'python':
        return 'python', pickling.dump_callback(reader[1])
    return reader


def load(dumped, session):
    if dumped[0] == 'python':
        return 'python', pickling.load_callback(dumped[1], session)
    return dumped


def _python(function):
    if function is None:
        raise error('python reader function is not given')
    if type(function) is not types.FunctionType:
        raise error('pyreader argument must be a function')
    if not inspect.isgeneratorfunction(function):
        raise error('pyreader argument must be a generator function (one with yield): RedisGears would call another one for ever')
    return 'python', function


def _generate(execution, function):
    execution.slot = NO_FUTURES
    try:
        for record in function():
            yield record
            execution.slot = NO_FUTURES
    except GeneratorExit:
        raise
    except BaseException as e:
        yield Failure(describe(e))


def scan(pattern, read_value, keys_only=False):
    """One message per page of keys."""
    cursor = call('scan_open', pattern, read_value, keys_only)
    try:
        while cursor is not None:
            _, records, binary, failed, more = call('scan', cursor)
            if not more:
                cursor = None
            if binary:
                records = to_bytearrays(records)
            if failed:
                # Instead of a record, a text says why there is none.
                records = [record if record.__class__ is dict else Failure(record) for record in records]
            yield from records
    finally:
        if cursor is not None:
            call('scan_close', cursor)


def _some(name, *arguments):
    """All records in one message."""
    for record in call(name, *arguments):
        yield record if record.__class__ is dict else Failure(record)


READERS = {
    'python': _generate,
    'scan': lambda execution, *arguments: scan(*arguments),
    'key': lambda execution, *arguments: _some('read_key', *arguments),
    'stream': lambda execution, *arguments: _some('read_stream', *arguments),
}
