"""An execution: the generators of its steps, driven until they end or have to wait."""
import threading

from . import interrupts, pipeline, profile, shards
from .channel import call, here
from .convert import Unsendable, to_wire
from .errors import describe
from .future import Failure
from .interrupts import Stop, forcestopped

END = object()


class Command:
    """The command of the client that waits for an execution of a registration with `commands`."""
    __slots__ = ('arguments', 'overridden')

    def __init__(self, arguments):
        self.arguments = arguments
        self.overridden = False


class Execution:
    def __init__(self, session, steps, reader, command=None, hook=None):
        self.session = session
        self.steps = steps
        self.reader = reader        # gives the records of this shard
        self.command = command
        self.hook = hook
        self.ident = None
        self.future = None          # set when run() made the execution: gives [results, errors]
        self.results = []
        self.errors = []
        self.slot = None
        self.parts = None           # set when it runs on all shards
        self.sink = self.result     # takes what comes out of the stream
        self.failed = False         # an error has come out
        self.thread = None
        self.stream = None
        self.stopped = False
        self.doomed = False         # it was aborted before a thread took it up
        self.times = None           # of the reader and each step, while they are measured
        self.completions = 0        # how many late records have got their value
        self.suspended = False
        self.lock = threading.Lock()

    def wake(self):
        """A late record has its value: go on, if the execution waits for it."""
        with self.lock:
            self.completions += 1
            resume, self.suspended = self.suspended, False
        if resume:
            call('resume', self.ident)

    def advance(self):
        """Runs until the end (True) or until a late record is needed (False)."""
        with self.lock:
            self.thread = threading.get_ident()
        saved = here.session, here.execution, here.context, here.top_level, here.atomic
        here.session, here.execution, here.top_level, here.atomic = self.session, self, False, False
        here.context = self if self.command is not None or self.hook is not None else None
        try:
            if self.doomed:
                raise forcestopped()
            return self._advance()
        except Stop as e:
            self._abort(e)
            return True
        finally:
            with self.lock:
                self.thread = None
            here.session, here.execution, here.context, here.top_level, here.atomic = saved

    def _advance(self):
        if self.stream is None:
            self.stream = shards.stream(self)
        stream = self.stream
        while not self.stopped:
            mark = self.completions
            record = next(stream, END)
            if record is END:
                break
            kind = record.__class__
            if kind is not pipeline.Wait:
                self.failed |= kind is Failure
                self.sink(record)
            elif self._must_wait(mark):
                return False
        return True

    def result(self, record):
        if record.__class__ is Failure:
            self.errors.append(record.text)
        else:
            self.results.append(record)

    def _must_wait(self, mark):
        with self.lock:
            self.suspended = self.completions == mark
            return self.suspended

    def _abort(self, exception):
        """The exception hit the runtime itself, between two callbacks."""
        self.errors.append(describe(exception))
        self.stopped = True

    def abort(self):
        """Stops the thread that runs it, which may not have begun yet."""
        with self.lock:
            if self.thread is None:
                self.doomed = True
            else:
                interrupts.stop(self.thread, forcestopped)

    def outcome(self):
        """Results, errors and times for the module."""
        results, errors = [], list(self.errors)
        for record in self.results:
            try:
                results.append(to_wire(record))
            except Unsendable as e:
                errors.append(str(e))
        times = () if self.times is None else profile.own_times(self.times)
        return results, errors, times

    def finish(self):
        """Ends the execution: what the module gets as the result of the job."""
        outcome = self.outcome()
        if self.future is not None:
            from .loop import setFutureResults
            setFutureResults(self.future, [self.results, self.errors])
        self.forget()
        return outcome

    def forget(self):
        forget(self.ident)
        self.stream = self.sink = None

    def discard(self, error):
        self.stopped = True
        self.errors.append(error)
        self.finish()


_executions = {}


def add(execution):
    _executions[execution.ident] = execution


def get(ident):
    return _executions.get(ident)


def forget(ident):
    return _executions.pop(ident, None)


def discard(ident, error):
    """Ends an execution that will not run (any more)."""
    execution = get(ident)
    if execution is not None:
        execution.discard(error)


# Of executions of registrations: those that were aborted before this process was told about them.
_doomed = set()


def abort(ident):
    execution = get(ident)
    if execution is not None:
        execution.abort()
    elif len(_doomed) < 1000:   # an execution may also have ended just now, and leaves its name here
        _doomed.add(ident)


def was_aborted(ident):
    if ident in _doomed:
        _doomed.discard(ident)
        return True
    return False
