"""What a builder describes: a reader and steps. `run` makes an execution of it, `register` hands it to the module."""
import types

from . import errors, execution, loop, pickling, readers, registration, shards
from .channel import call, here
from .errors import error
from .pickling import Step

READERS = ('KeysReader', 'StreamReader', 'CommandReader', 'PythonReader', 'ShardIDReader')
INT64 = range(-2 ** 63, 2 ** 63)


def description(step):
    """A step as RG.GETEXECUTION shows it: type, name and argument."""
    argument = '' if step.function is None else errors.printable(repr(step.function))
    return ('map' if step.kind in ('value', 'none') else step.kind, step.name, argument)


def describe_steps(steps):
    return tuple(description(step) for step in reversed(steps))


def to_py():
    """RedisGears turns its own records into Python objects here; they are Python objects all along in this engine."""
    return Step('none', 'RedisGearsPy_ToPyRecordMapper')


def repartition():
    return Step('repartition', 'repartition')


def _function(value, what):
    if type(value) is not types.FunctionType:
        raise error('%s argument must be a function' % what)
    return value


def _arguments(args, counts, what):
    if len(args) not in counts:
        raise error('wrong number of args to %s function' % what)


class PyFlatExecution:
    __module__ = 'redisgears'

    def __init__(self, reader, desc):
        if here.session is None:
            raise error('Can not create a gearsCtx on a python created thread')
        if not isinstance(reader, str):
            raise error('reader argument must be a string')
        if desc is not None and not isinstance(desc, str):
            raise error('desc argument must be a string')
        if reader not in READERS:
            raise error('The given reader does not exists')
        self._reader = reader
        self._desc = None if desc is None else _plain_text(desc, 'desc argument')
        self._steps = [to_py()]

    def map(self, *args):
        _arguments(args, (1,), 'map')
        self._steps.append(Step('map', 'RedisGearsPy_PyCallbackMapper', _function(args[0], 'map')))

    def filter(self, *args):
        _arguments(args, (1,), 'filter')
        self._steps.append(Step('filter', 'RedisGearsPy_PyCallbackFilter', _function(args[0], 'filter')))

    def foreach(self, *args):
        _arguments(args, (1,), 'foreach')
        self._steps.append(Step('foreach', 'RedisGearsPy_PyCallbackForEach', _function(args[0], 'foreach')))

    def flatmap(self, *args):
        _arguments(args, (1,), 'flatmap')
        self._steps += [Step('map', 'RedisGearsPy_PyCallbackFlatMapper', _function(args[0], 'flatmap')),
                        Step('flatmap', 'flatmap')]

    def accumulate(self, *args):
        _arguments(args, (1,), 'accumulate')
        self._steps.append(Step('accumulate', 'RedisGearsPy_PyCallbackAccumulate', _function(args[0], 'accumulate')))

    def groupby(self, *args):
        extract, reducer = self._grouping(args, 'groupby')
        self._steps += [extract, repartition(), reducer, to_py()]

    def localgroupby(self, *args):
        extract, reducer = self._grouping(args, 'groupby')
        self._steps += [extract, reducer, to_py()]

    def _grouping(self, args, what):
        _arguments(args, (2,), what)
        extractor = _function(args[0], what + ' extractor')
        reducer = _function(args[1], what + ' reducer')
        return (Step('extractkey', 'RedisGearsPy_PyCallbackExtractor', extractor),
                Step('accumulatebykey', 'RedisGearsPy_PyCallbackAccumulateByKey', reducer))

    def batchgroupby(self, *args):
        _arguments(args, (2,), 'batchgroupby')
        # RedisGears does not check the reducer: a builtin works, anything else fails when it is called.
        self._steps += [
            Step('extractkey', 'RedisGearsPy_PyCallbackExtractor', _function(args[0], 'batchgroupby extractor')),
            repartition(), Step('group', 'group'),
            Step('reduce', 'RedisGearsPy_PyCallbackReducer', args[1]), to_py()]

    def repartition(self, *args):
        _arguments(args, (1,), 'repartition')
        self._steps += [Step('extractkey', 'RedisGearsPy_PyCallbackExtractor', _function(args[0], 'repartition')),
                        repartition(), Step('value', 'GetValueMapper')]

    def collect(self, *args):
        _arguments(args, (0,), 'collect')
        self._steps.append(Step('collect', 'collect'))

    def limit(self, *args):
        _arguments(args, (1, 2), 'limit')
        numbers = args + (0,) if len(args) == 1 else args
        for n in numbers:
            if not isinstance(n, int):
                raise error('limit argument must be a number')
            if n not in INT64:
                raise SystemError("<method 'limit' of 'redisgears.PyFlatExecution' objects> returned a result with an "
                                  'error set') from OverflowError('Python int too large to convert to C long')
        self._steps.append(Step('limit', 'limit', numbers=tuple(int(n) for n in numbers)))

    def run(self, *args, **kwargs):
        session = _session()
        if here.top_level and session.run is not None:
            raise error('Can not run more then 1 executions in a single script')
        reader = readers.for_run(self._reader, args[0] if args else None, kwargs)
        mode = _mode(kwargs, ('async', 'async_local'))
        steps = list(self._steps)
        distributed = shards.count > 1 and mode == 'async'
        # What the other shards get of it.
        shared = (session.ident, pickling.dump_steps(steps, None), readers.dump(reader)) if distributed else None
        started = execution.Execution(session, steps, readers.opener(reader))
        if distributed:
            started.parts = shards.Parts(started, shards.me)
        started.future = loop.createFuture()
        started.ident = call('run', here.top_level, describe_steps(steps), shared)
        execution.add(started)
        if here.top_level:
            session.run = started
        else:
            call('start', started.ident)
        return started.future

    def register(self, *args, **kwargs):
        session = _session()
        mode = _mode(kwargs, ('async', 'async_local', 'sync'))
        on_registered = kwargs.get('onRegistered')
        if on_registered is not None and type(on_registered) is not types.FunctionType:
            raise error('OnRegistered argument must be a function')
        arguments = registration.arguments(self._reader, mode, kwargs)
        steps = list(self._steps)
        blob = pickling.dump_steps(steps, on_registered)
        ident = call('register', session.ident, here.top_level, self._reader, self._desc, mode, arguments, blob,
                     describe_steps(steps), on_registered is not None)
        registration.add(ident, registration.Registration(session, steps, on_registered))
        if not here.top_level:
            call('commit', ident)
        return ident


def _session():
    if here.session is None:
        raise error('Can not create a gearsCtx on a python created thread')
    return here.session


def _mode(kwargs, allowed):
    mode = kwargs.get('mode', 'async')
    if not isinstance(mode, str):
        raise error('execution mode must be a string')
    if mode not in allowed:
        raise error('unknown execution mode')
    return mode


def _plain_text(text, what):
    if errors.has_surrogates(text):
        raise error('%s has a lone surrogate, which Redis cannot store' % what)
    return text
