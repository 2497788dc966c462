"""The jobs of this process, and the threads that do them."""
import ast
import signal
import sys
import threading

from . import channel, errors, execution, interrupts, loop, profile, readers, registration, session, shards, timers
from .channel import Channel, here, job
from .errors import gives_error_text
from .names import namespace
from .pickling import load_steps


def outcome(run):
    """The result of a job that runs an execution: None if it waits for a late record."""
    profiler = profile.start(run.session)
    try:
        finished = run.advance()
    finally:
        profile.stop(profiler)
    if not finished:
        return None
    return run.finish() if run.parts is None or run.stopped else run.parts.finish()


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
@gives_error_text
def script(ident, text):
    current = session.create(ident, namespace)
    saved = here.session, here.top_level, here.execution, here.context, here.atomic
    here.session, here.top_level, here.execution, here.context, here.atomic = current, True, None, None, False
    try:
        exec(parse(text), current.globals)
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
def fire(ident, registered, records, command, hook, may_block):
    """Runs a registration on the records of an event."""
    run = of_event(ident, registered, records, command, hook)
    if run is None:
        return GONE
    saved, here.may_block = here.may_block, may_block
    try:
        return outcome(run)
    finally:
        here.may_block = saved


GONE = (), ('the registration is gone',)


def of_event(ident, registered, records, command, hook):
    plan = registration.get(registered)
    if plan is None:
        return None
    command = None if command is None else execution.Command(command)
    run = execution.Execution(plan.session, plan.steps, event_reader(records), command, hook)
    run.ident = ident
    execution.add(run)
    run.doomed = run.doomed or execution.was_aborted(ident)
    return run


def event_reader(records):
    def reader(run):
        for record in channel.to_bytearrays(records):
            yield execution.Failure(record) if record.__class__ is str else record
    return reader


@job
def join_event(ident, registered, records, command, hook, initiator):
    """Takes part in an execution on all shards."""
    run = of_event(ident, registered, records, command, hook)
    if run is None:
        return GONE
    run.parts = shards.Parts(run, initiator)
    return None


@job
@gives_error_text
def join_run(ident, session_ident, blob, reader, initiator):
    """Takes part in an execution that run() has made on another shard."""
    current = session.get_or_create(session_ident, namespace)
    steps, _ = load_steps(blob, current)
    run = execution.Execution(current, steps, readers.opener(readers.load(reader, current)))
    run.ident, run.parts = ident, shards.Parts(run, initiator)
    execution.add(run)


@job
def part(ident, arrived):
    """Runs the next part of an execution: what leaves this shard, or on the initiator at last its outcome."""
    run = execution.get(ident)
    if run is None:
        return ((), ())
    run.parts.begin(arrived)
    return outcome(run)


@job
def registered(ident):
    registration.registered(ident)


@job
@gives_error_text
def restore(session_ident, ident, blob, load):
    """Makes a registration from its bytes."""
    current = session.get_or_create(session_ident, namespace)
    steps, on_registered = load_steps(blob, current)
    registration.add(ident, registration.Registration(current, steps, on_registered, load))


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
    shards.settle_down(*orders.receive())
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
    try:
        here.channel.serve()
    finally:
        sock.close()    # the module has to notice when a thread ends


def obey(control, idents):
    """Orders, which come while the other threads are busy and have no answer."""
    orders = {
        'timeout': lambda thread: interrupts.stop(idents[thread], interrupts.timeout),
        'abort': execution.abort,
        'discard': execution.discard,
        'unregister': registration.forget,
        'timer_stopped': timers.stopped,
    }
    while True:
        order, *arguments = control.receive()
        orders[order](*arguments)
