"""Stops code that runs in another thread, by an exception that is raised inside of it.

Python delivers such an exception a little later, at whatever the thread does then. Two things must not be hit by it: the code
that runs after the job it was meant for, and the exchange of a message with its answer. So a thread is only a target between
`enter` and `leave`, and while it is shielded, the exception waits until `unshield`.
"""
import threading


class Stop(Exception):
    def __init__(self, *args):
        Exception.__init__(self, *args)
        state = _targets.get(threading.get_ident())
        if state is not None:
            state.sent = None   # it has arrived


class forcestopped(Stop):
    """Raised in a thread whose execution is aborted."""
    __module__ = 'gears'


class timeout(Stop):
    """Raised in a thread that keeps Redis blocked for too long."""
    __module__ = 'gears'

    def __str__(self):
        return 'Redis was blocked for too long by Python code, which was stopped'


class State:
    """What is going on with the job of a thread."""
    __slots__ = ('thread', 'sent', 'shielded')

    def __init__(self, thread):
        self.thread = thread
        self.sent = None        # the exception that is on its way
        self.shielded = False


_lock = threading.Lock()
_targets = {}       # thread id -> State


def enter():
    state = State(threading.get_ident())
    with _lock:
        _targets[state.thread] = state
    return state


def leave(state):
    while True:
        try:
            with _lock:
                _targets.pop(state.thread, None)
                if state.sent is not None:
                    _send(state.thread, None)
            return
        except Stop:
            continue  # it was delivered just now


def stop(thread, exception):
    with _lock:
        state = _targets.get(thread)
        if state is not None:
            state.sent = exception
            if not state.shielded:
                _send(thread, exception)


def shield(state):
    """Holds back what is on its way."""
    with _lock:
        state.shielded = True
        if state.sent is not None:
            _send(state.thread, None)


def unshield(state):
    """Raises what has been held back."""
    with _lock:
        state.shielded = False
        exception = state.sent
    if exception is not None:
        raise exception()


def _send(thread, exception):
    import ctypes  # only here, because it is large and seldom needed
    target = None if exception is None else ctypes.py_object(exception)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), target)
