"""registerTE: functions that are called every so many seconds until they fail."""
from . import errors
from .channel import call, here, job
from .errors import error

_timers = {}


def register(*args):
    if len(args) < 2:
        raise error('not enough arguments for time event')
    seconds, callback = args[:2]
    if not isinstance(seconds, int):
        raise error('time argument must be a long')
    if not callable(callback):
        raise error('callback must be a function')
    if here.session is None:
        raise error('can not create time event on a python created thread')
    if not 0 <= seconds < 2 ** 31:
        raise error('time argument is out of range')
    key = args[2] if len(args) > 2 else None
    if key is not None and not isinstance(key, str):
        raise error('key name argument must be a string')
    ident = call('timer', int(seconds), None if key is None else key.encode('utf-8', 'surrogatepass'))
    if ident is None:
        return False
    _timers[ident] = (callback, here.session)
    return True


@job
def timer_fired(ident):
    """Calls the function of a timer; False stops the timer."""
    if ident not in _timers:
        return False
    callback, session = _timers[ident]
    saved, here.session = here.session, session
    try:
        callback()
        return True
    except BaseException as e:
        call('log', 'warning', 'Error when fired time event: ' + errors.printable(errors.describe(e)))
        del _timers[ident]
        return False
    finally:
        here.session = saved


@job
def timer_stopped(ident):
    _timers.pop(ident, None)
