"""The jobs of this process, and the threads that do them."""
import ast
import signal
import sys
import threading

from . import channel, errors, execution, interrupts, loop, profile, registration, session, shards
from .channel import Channel, here, job
from .names import namespace
from .pickling import load_steps


def outcome(run):
    """The result of a job that runs an execution: None if it waits for a late record."""
    profiler = profile.start(run.session)
    try:
        finished = run.advance()
    finally:
        profile.stop(profiler)
    return run.finish() if finished else None


def parse(text):
    """RedisGears has Python 3.7: what its parser does not know is an error here as well, as far as a later one can tell."""
    if sys.version_info < (3, 8):
        return compile(text, '<string>', 'exec', dont_inherit=True)
    try:
        tree = ast.parse(text, '<string>', feature_version=(3, 7))
    except SyntaxError as e:
        raise e.with_traceback(None)  # the frames of the parser are not the script's
    return compile(tree, '<string>', 'exec', dont_inherit=True)


@job
def script(ident, text):
    """Runs the text of a script; the result is the text of its error or None."""
    current = session.create(ident, namespace)
    saved = here.session, here.top_level, here.execution, here.context, here.atomic
    here.session, here.top_level, here.execution, here.context, here.atomic = current, True, None, None, False
    try:
        exec(parse(text), current.globals)
        return None
    except BaseException as e:
        return errors.printable(errors.describe(e))
    finally:
        here.session, here.top_level, here.execution, here.context, here.atomic = saved


@job
def start(ident):
    """Starts an execution that run() has made."""
    run = execution.get(ident)
    return ((), ()) if run is None else outcome(run)


@job
def resume(ident):
    """Goes on with an execution that waited for a late record."""
    run = execution.get(ident)
    return ((), ()) if run is None else outcome(run)


@job
def discard(ident):
    """Forgets an execution that will not run (any more)."""
    run = execution.forget(ident)
    if run is not None:
        run.stopped = True
        run.errors.append('execution aborted')
        run.finish()


@job
def fire(ident, registered, records, shard, command, hook, may_block):
    """Runs a registration on the records of an event."""
    plan = registration.get(registered)
    if plan is None:
        return ((), ('the registration is gone',))
    command = None if command is None else execution.Command(command)
    run = execution.Execution(plan.session, plan.steps, event_reader(records, shard), plan.mode, command, hook)
    run.ident, run.initiator = ident, shard
    execution.add(run)
    run.doomed = run.doomed or execution.was_aborted(ident)
    saved, here.may_block = here.may_block, may_block
    try:
        return outcome(run)
    finally:
        here.may_block = saved


def event_reader(records, event_shard):
    """The records of an event: on the shard where it happened, or on every shard for a list given as tuple of one."""
    everywhere = type(records) is tuple

    def reader(run, shard):
        if everywhere or shard == event_shard:
            for record in channel.to_bytearrays(list(records)):
                yield execution.Failure(record) if record.__class__ is str else record
    return reader


@job
def registered(ident):
    plan = registration.get(ident)
    saved, here.session = here.session, plan and plan.session
    try:
        registration.registered(ident)
    finally:
        here.session = saved


@job
def unregister(ident, load):
    registration.forget(ident, load)


@job
def restore(session_ident, ident, mode, blob, load):
    """Makes a registration from its bytes; the result is the text of the error or None."""
    try:
        current = session.get(session_ident) or session.create(session_ident, namespace)
        steps, on_registered = load_steps(blob, current)
        copies = shards.Steps(current, steps, blob, on_registered)
        registration.add(ident, registration.Registration(current, copies, mode, load))
        return None
    except BaseException as e:
        return errors.printable(errors.describe(e))


@job
def settings(tracebacks, profiling):
    errors.tracebacks = tracebacks
    profile.enabled = profiling
    return '%d.%d' % sys.version_info[:2]


def run(sockets):
    """Starts the threads: sockets are for control, this thread, and the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a script prints is in the log of the server at once.
    sys.stdout.reconfigure(line_buffering=True)
    # The thread that answers a waiting client should get its turn soon, whatever the others compute.
    sys.setswitchinterval(0.001)
    control, main, *pool = sockets
    channel.use_control(control)
    orders = Channel(control)
    # The first order: before any script can ask for it.
    _, shards.count = orders.receive()
    idents = [threading.get_ident()]
    for sock in pool:
        thread = threading.Thread(target=serve, args=(sock, True), daemon=True)
        thread.start()
        idents.append(thread.ident)
    loop.thread.start()
    threading.Thread(target=obey, args=(orders, idents), daemon=True).start()
    serve(main, False)


def serve(sock, may_block):
    here.channel = Channel(sock)
    here.may_block = may_block
    here.registered = True
    here.channel.serve()


def obey(control, idents):
    """Orders that come while the other threads are busy: to stop one of them."""
    while True:
        order, target = control.receive()
        if order == 'timeout':
            interrupts.stop(idents[target], interrupts.timeout)
        elif order == 'abort':
            execution.abort(target)
