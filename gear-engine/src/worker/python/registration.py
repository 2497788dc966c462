"""Registrations: the checks of their arguments, and the plans that wait here for the module to fire them."""
from . import errors
from .channel import call, here
from .errors import error

KEY_TYPES = ('empty', 'string', 'list', 'hash', 'set', 'zset', 'module', 'stream')
POLICIES = ('continue', 'abort', 'retry')


class Registration:
    __slots__ = ('session', 'steps', 'on_registered', 'load')

    def __init__(self, session, steps, on_registered, load=0):
        self.session = session
        self.steps = steps
        self.on_registered = on_registered
        # The load of the server's data that has made it; 0 for a script.
        self.load = load


_registrations = {}


def add(ident, registration):
    _registrations[ident] = registration


def get(ident):
    return _registrations.get(ident)


def forget(ident, load):
    """Not one of the same id that a later load has made: executions of before may end after that."""
    known = _registrations.get(ident)
    if known is not None and known.load == load:
        del _registrations[ident]


def arguments(reader, mode, kwargs):
    """The reader's own arguments of register(), checked, as a tuple the module understands."""
    check = {'KeysReader': _keys, 'StreamReader': _stream, 'CommandReader': _command}.get(reader)
    if check is None:
        _prefix(kwargs)
        raise error('given reader does not exists or does not support register')
    return check(kwargs, mode)


def _text(value, problem):
    if not isinstance(value, str):
        raise error(problem)
    if errors.has_surrogates(value):
        raise error('an argument of register has a lone surrogate (it would crash RedisGears)')
    return str.__str__(value).split('\0', 1)[0]


def _prefix(kwargs):
    return _text(kwargs.get('prefix', '*'), 'regex argument must be a string')


def _texts(value, not_iterable, not_text):
    """None, or a tuple of str."""
    if value is None:
        return None
    try:
        items = iter(value)
    except TypeError:
        raise error(not_iterable) from None
    return tuple(_text(item, not_text) for item in items)


def _keys(kwargs, mode):
    prefix = _prefix(kwargs)
    events = _texts(kwargs.get('eventTypes'), 'given eventTypes is not iterable', 'given event type is not string')
    types = _texts(kwargs.get('keyTypes'), 'given keyTypes is not iterable', 'given key type is not string')
    for name in types or ():
        if name not in KEY_TYPES:
            raise error('unknown key type')
        if name in ('empty', 'stream'):
            raise error("keyTypes with '%s' is refused: RedisGears accepts it and then crashes when registrations are "
                        'listed' % name)
    read_value = kwargs.get('readValue', True)
    if not isinstance(read_value, bool):
        raise error('readValue is not boolean')
    commands = _texts(kwargs.get('commands'), 'given commands is not iterable', 'given command type is not string')
    return (prefix, events, types, commands or None, read_value)


def _number(kwargs, name, default, shown):
    value = kwargs.get(name, default)
    if isinstance(value, float):
        raise SystemError('<method \'register\' of \'redisgears.PyFlatExecution\' objects> returned a result with an error set')
    if not isinstance(value, int):
        raise error('%s argument must be a number' % shown)
    if not -2 ** 63 <= value < 2 ** 63:
        raise error('%s argument is out of range' % shown)
    return int(value)


def _stream(kwargs, mode):
    prefix = _prefix(kwargs)
    batch = _number(kwargs, 'batch', 1, 'batch')
    if batch == 0:
        raise error('batch=0 is refused: RedisGears would never stop reading the stream')
    duration = _number(kwargs, 'duration', 0, 'duration')
    policy = kwargs.get('onFailedPolicy', 'continue')
    if not isinstance(policy, str):
        raise error('onFailedPolicy must be a string (Continue/Abort/Retry)')
    policy = policy.lower()
    if policy not in POLICIES:
        raise error('onFailedPolicy must be Continue/Abort/Retry')
    if mode == 'sync' and policy != 'continue':
        raise error('ExecutionMode sync can only be combined with OnFailedPolicy Continue')
    interval = _number(kwargs, 'onFailedRetryInterval', 1, 'retryInterval')
    trim = kwargs.get('trimStream', True)
    if not isinstance(trim, bool):
        raise error('pyTrimmStream argument must be a boolean')
    return (prefix, batch, duration, policy, interval, trim)


def _command(kwargs, mode):
    # What is given has to be a str; None is not the same as nothing.
    trigger = prefix = hook = None
    if 'trigger' in kwargs:
        trigger = _text(kwargs['trigger'], 'trigger argument is not string')
    inorder = kwargs.get('inorder', False)
    if not isinstance(inorder, bool):
        raise error('inorder argument is be boolean')
    if 'keyprefix' in kwargs:
        prefix = _text(kwargs['keyprefix'], 'keyprefix argument is not string')
    if 'hook' in kwargs:
        hook = _text(kwargs['hook'], 'hook argument is not string')
    if trigger is not None and (hook is not None or prefix is not None):
        raise error('trigger argument can not be given with keyprefix or hook')
    if trigger is None and hook is None:
        raise error('no trigger or hook argument was given')
    return (trigger, hook, prefix, inorder)


def registered(ident):
    """Calls onRegistered; its exceptions only go to the log."""
    registration = get(ident)
    if registration is None or registration.on_registered is None:
        return
    saved, here.session = here.session, registration.session
    try:
        registration.on_registered()
    except BaseException as e:
        call('log', 'warning', 'Failed calling onRegistered: ' + errors.printable(errors.describe(e)))
    finally:
        here.session = saved
