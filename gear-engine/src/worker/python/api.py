"""The functions a script can call: the contents of the module `redisgears`."""
import types

from . import errors
from .channel import call, here
from .convert import Unsendable, to_wire
from .errors import error
from .interrupts import forcestopped
from .session import PyExecutionSession

LEVELS = ('debug', 'verbose', 'notice', 'warning')


class _Api:
    """The functions are methods of one object, because a step has to be a plain Python function: `map(execute)` is refused.

    As in RedisGears, many of them take any arguments and ignore them.
    """

    def __repr__(self):
        return '<redisgears>'

    def executeCommand(self, *args, **kwargs):
        if kwargs:
            raise TypeError('executeCommand() takes no keyword arguments')
        if not args:
            return []
        if not isinstance(args[0], str):
            raise error('the given command must be a string')
        return call('execute', encode_arguments(args, 'executeCommand'))

    def callNext(self, *args):
        hook = here.context and here.context.hook
        if hook is None:
            raise error('Can not get CommandHook ctx')
        return call('call_next', hook, encode_arguments(args, 'callNext'))

    def getCommand(self, *args):
        command = _command()
        try:
            return [argument.decode('utf-8') for argument in command.arguments]
        except UnicodeDecodeError as e:
            raise SystemError('<built-in function getCommand> returned a result with an error set') from e

    def overrideReply(self, *args):
        command = _command()
        if len(args) != 1:
            raise error('Override reply must get a single argument')
        if command.overridden:
            raise error('Can only override reply once')
        try:
            reply = to_wire(args[0])
        except Unsendable as e:
            raise error(str(e))
        call('override', here.context.ident, reply)
        command.overridden = True

    def getMyHashTag(self, *args):
        return call('hashtag')

    def log(self, *args, **kwargs):
        if not 1 <= len(args) <= 2:
            raise error('log function must get a log message as input')
        level, message = ('notice', args[0]) if len(args) == 1 else args
        level = kwargs.get('level', level)
        if not isinstance(message, str):
            raise error('Log message must be a string')
        if not isinstance(level, str):
            raise error('Log level must be a sting (debug/verbose/notice/warning)')
        if level not in LEVELS:
            raise error('Log level should be one of the following : debug,verbose,notice,warning')
        call('log', level, errors.printable(message))

    def config_get(self, *args):
        if len(args) != 1:
            raise error('get_config function must get a single key input')
        if not isinstance(args[0], str):
            raise error('get_config key must be a string')
        if errors.has_surrogates(args[0]):
            raise error('get_config key has a lone surrogate, which no configuration name can have')
        return call('config_get', args[0])

    def registerTimeEvent(self, *args):
        from . import timers
        return timers.register(*args)

    def gearsCtx(self, reader='KeysReader', desc=None):
        from .plan import PyFlatExecution
        return PyFlatExecution(reader, desc)

    def gearsFutureCtx(self, *args):
        from .future import create
        return create(*args)

    def atomicCtx(self, *args):
        return PyAtomic()

    def isInAtomicBlock(self, *args):
        return here.atomic

    def isAsyncAllow(self, *args):
        return here.may_block

    def flatError(self, *args):
        if len(args) != 1:
            raise error('not enough arguments for time flat error')
        text = str(args[0])
        if errors.has_surrogates(text):
            raise error('the text of flat_error has a lone surrogate, which cannot be sent (it would crash RedisGears)')
        raise errors.flat(text)

    def setGearsSession(self, *args):
        if len(args) != 1:
            raise error('Wrong number of args given to setGearsSession')
        if args[0] is not None and not isinstance(args[0], PyExecutionSession):
            raise error('Given object is not of type GearsSession')
        PyExecutionSession.enter(args[0])

    def getGearsSession(self, *args):
        return PyExecutionSession.current()

    def registerGearsThread(self, *args):
        here.registered = True


def _command():
    command = here.context and here.context.command
    if command is None:
        raise error('Can not get command ctx')
    return command


def encode_arguments(args, function):
    """bytes as they are, everything else as the UTF-8 of its str()."""
    wire = []
    for argument in args:
        if isinstance(argument, (bytes, bytearray)):
            wire.append(bytes(argument))
            continue
        try:
            wire.append(str(argument).encode('utf-8'))
        except UnicodeEncodeError as e:
            e.__traceback__ = None
            raise SystemError('<built-in function %s> returned a result with an error set' % function) from e
    return wire


class PyAtomic:
    """`with atomic():` keeps the Redis lock."""
    __module__ = 'redisgears'

    def __enter__(self):
        if here.atomic:
            raise error('Already inside an atomic block')
        call('atomic_enter')
        here.atomic = True
        return self

    def __exit__(self, *exception):
        if not here.atomic:
            raise error('Not inside an atomic block')
        here.atomic = False
        call('atomic_leave')


_api = _Api()
module = types.ModuleType('redisgears')
for _name in dir(_api):
    if not _name.startswith('_'):
        setattr(module, _name, getattr(_api, _name))
module.PyAtomic = PyAtomic
module.PyExecutionSession = PyExecutionSession
module.GearsError = error
module.GearsFlatError = errors.flat
module.GearsForceStopped = forcestopped

ai = types.ModuleType('redisAI')
_AI = '''createTensorFromValues createTensorFromBlob setTensorInKey msetTensorsInKeyspace getTensorFromKey
mgetTensorsFromKeyspace createModelRunner modelRunnerAddInput modelRunnerAddOutput modelRunnerRun modelRunnerRunAsync
createScriptRunner scriptRunnerAddInput scriptRunnerAddInputList scriptRunnerAddOutput scriptRunnerRun
scriptRunnerRunAsync tensorToFlatList tensorGetDataAsBlob tensorGetDims createDAGRunner'''.split()


def _no_ai(*args, **kwargs):
    raise error('RedisAI is not loaded, it is not possible to use AI interface.')


for _name in _AI:
    setattr(ai, _name, _no_ai)
