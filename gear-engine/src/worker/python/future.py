"""Records whose value comes later: coroutines and gearsFuture."""
import threading

from . import errors
from .channel import here
from .errors import error

LOST = 'Async record did not called continue'


class Failure:
    """A record that failed: it goes through all steps to the errors of the execution."""
    __slots__ = ('text',)

    def __init__(self, text):
        self.text = text


class Pending:
    """The place in the stream of a record whose value is not there yet."""
    __slots__ = ('execution', 'finish', 'done', 'value', 'lock')

    def __init__(self, execution, finish):
        self.execution = execution
        self.finish = finish    # from the value given to the record that goes on, as the step wants it
        self.done = False
        self.value = None
        self.lock = threading.Lock()

    def complete(self, value):
        self._set(value)

    def fail(self, text):
        self._set(Failure(text))

    # The names by which a coroutine reports its end.
    continueRun = complete

    def continueFailed(self, reason):
        self.fail(failure_text(reason))

    def _set(self, value):
        with self.lock:
            if self.done:
                return
            if value.__class__ is not Failure:
                value = self.finish(value)
            self.value = value
            self.done = True
        self.execution.wake()


class Slot:
    """What gearsFuture has to know of the step whose callback runs."""
    __slots__ = ('allowed', 'future', 'needs_registered_thread')

    def __init__(self, allowed, needs_registered_thread=False):
        self.allowed = allowed
        self.future = None
        self.needs_registered_thread = needs_registered_thread


NO_FUTURES = Slot(False)


class PyFuture:
    """What gearsFuture() gives to a step."""
    __module__ = 'redisgears'

    def __init__(self, slot):
        self._slot = slot
        self._pending = None    # set when the step has returned this future
        self._continued = False
        self._failure = None    # the text of a failure that came before that

    def continueRun(self, *args):
        if len(args) != 1:
            raise error('Continue function expect an object')
        pending = self._take()
        if self._slot.needs_registered_thread and not here.registered and not args[0]:
            pending.fail('a gearsFuture of filter has to be continued by a thread that called registerGearsThread '
                         '(RedisGears would crash)')
            return
        pending.complete(args[0])

    def continueFailed(self, *args):
        if len(args) != 1:
            raise error('Continue function expect an object')
        text = failure_text(args[0])
        if self._pending is None and not self._continued:
            self._continued, self._failure = True, text
            return
        self._take().fail(text)

    def _returned(self, pending):
        """The step has returned this future: the record waits for it from now on."""
        self._pending = pending
        if self._failure is not None:
            pending.fail(self._failure)

    def _discarded(self):
        """The step has returned something else."""
        self._continued = True

    def _take(self):
        if self._continued:
            raise error('Can not continue with the same future twice')
        if self._pending is None:
            raise error('Can not handle future untill it returned from the callback')
        self._continued = True
        return self._pending

    def __del__(self):
        if self._pending is not None and not self._continued:
            self._pending.fail(LOST)


def failure_text(reason):
    text = errors.text_of(reason) if isinstance(reason, BaseException) else str(reason)
    if errors.has_surrogates(text):
        return 'the text of an error has a lone surrogate (it would crash RedisGears): ' + errors.printable(text)
    return text


def create(*args):
    if args:
        raise error('Future gets no arguments')
    execution = here.execution
    if execution is None:
        raise error('Future object can only be created inside certain execution steps')
    slot = execution.slot
    if slot is None:
        raise error('Future object can only be created inside certain execution steps')
    if not slot.allowed:
        raise error('Step does not support async')
    if slot.future is not None:
        raise error('Can not create async record twice on the same step')
    slot.future = future = PyFuture(slot)
    return future
