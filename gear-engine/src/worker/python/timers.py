"""registerTE: functions that are called every so many seconds until they fail."""
import types

from . import errors, pickling, session
from .channel import call, here, job
from .errors import error

_timers = {}


def register(*args):
    if not 2 <= len(args) <= 3:
        raise error('not enough arguments for time event')
    seconds, callback = args[:2]
    if type(callback) is not types.FunctionType:
        raise error('callback must be a function')
    if not isinstance(seconds, int):
        raise error('time argument must be a long')
    if here.session is None:
        raise error('can not create time event on a python created thread')
    if not 0 <= seconds < 2 ** 31:
        raise error('time argument is out of range')
    key = args[2] if len(args) == 3 else None
    if not isinstance(key, str):
        ident = call('timer', int(seconds), None, here.session.ident, b'')
    else:
        # With a key, the timer is saved and loaded with it.
        ident = call('timer', int(seconds), key.encode('utf-8'), here.session.ident, pickling.dump_function(callback))
    if ident is None:
        return False
    _timers[ident] = (callback, here.session)
    return True


@job
@errors.gives_error_text
def timer_restored(ident, session_ident, blob):
    """Takes in a timer that was loaded."""
    from .names import namespace
    current = session.get_or_create(session_ident, namespace)
    _timers[ident] = (pickling.load_function(blob, current), current)


@job
def timer_fired(ident):
    """Calls the function of a timer; False stops the timer."""
    if ident not in _timers:
        return False
    callback, current = _timers[ident]
    saved, here.session = here.session, current
    try:
        callback()
        return True
    except BaseException as e:
        call('log', 'warning', 'Error occured on TimeEvent_Callback, error=' + errors.printable(errors.describe(e)))
        del _timers[ident]
        return False
    finally:
        here.session = saved


def stopped(ident):
    """The key of a timer is gone."""
    _timers.pop(ident, None)
