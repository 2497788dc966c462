"""Messages between this process and the module.

Every Python thread that talks to the module has a socket of its own, with a thread of the module at the other end. On it, calls
nest strictly: while a thread waits for an answer, it may be given a job (an event handler that has to run now, say) and
does it first. A frame is a length and a value in marshal format.
"""
import array
import marshal
import os
import socket
import struct
import sys
import threading
import weakref

from . import interrupts
from .errors import error

# From the module: an answer, an answer that is an error, a job, an answer with raw bytes in it (text that is not UTF-8).
ANSWER, ERROR, JOB, ANSWER_WITH_BYTES = 0, 1, 2, 3
# To the module: the result of a job, a call.
DONE, CALL = 0, 1

HEADER = struct.Struct('<I')
# Python makes an object of the size it asks for, so this is large enough for most messages and no larger.
USUAL = 1 << 13
# From here on, a copy of a message with its header costs more than another call of the system.
LARGE = 1 << 16
MARSHAL_VERSION = 2

jobs = {}


class Channel:
    __slots__ = ('sock', 'rest')

    def __init__(self, sock):
        self.sock = sock
        self.rest = b''
        _sockets.add(sock)

    def send(self, message):
        self.write(marshal.dumps(message, MARSHAL_VERSION))

    def finish(self, result):
        """Sends the result of a job."""
        try:
            body = marshal.dumps((DONE, result), MARSHAL_VERSION)
        except (MemoryError, ValueError) as e:
            body = marshal.dumps((DONE, 'the result could not be sent: ' + failure(e)), MARSHAL_VERSION)
        self.write(body)

    def write(self, body):
        if _forked:
            os._exit(0)  # the original process gives the result
        header = HEADER.pack(len(body))
        if len(body) < LARGE:
            self.sock.sendall(header + body)
        else:
            self.sock.sendall(header)
            self.sock.sendall(body)

    def receive(self):
        try:
            return self.message()
        except MemoryError:
            # A part of the message is lost, and with it the place where the next one begins.
            sys.stderr.write('there is no memory for a message, so the process ends\n')
            os._exit(1)

    def message(self):
        data = self.rest or self.more(USUAL)
        while len(data) < 4:
            data += self.more(USUAL)
        end = 4 + HEADER.unpack_from(data)[0]
        if len(data) < end:
            parts, size = [data], len(data)
            while size < end:
                parts.append(self.more(end - size))
                size += len(parts[-1])
            data = b''.join(parts)
        self.rest = data[end:]
        return marshal.loads(memoryview(data)[4:end])

    def more(self, size):
        data = self.sock.recv(size)
        if not data:
            os._exit(0)  # the server has ended, and this process ends with it
        return data

    def call(self, name, args):
        state = here.state
        if state is None:
            return self.exchange(name, args)
        # Nothing may come between a call and its answer.
        interrupts.shield(state)
        try:
            return self.exchange(name, args)
        finally:
            interrupts.unshield(state)

    def exchange(self, name, args):
        self.send((CALL, name) + args)
        while True:
            message = self.receive()
            kind = message[0]
            if kind == ANSWER:
                return message[1]
            if kind == ANSWER_WITH_BYTES:
                return to_bytearrays(message[1])
            if kind == ERROR:
                raise error(message[1])
            self.finish(self.inner_job(message))

    def inner_job(self, message):
        """A job that comes while a call is under way: an event handler, for instance. It can be stopped."""
        state = here.state
        if state is None:
            return run_job(message)
        try:
            interrupts.unshield(state)
            try:
                return run_job(message)
            finally:
                interrupts.shield(state)
        except BaseException as e:
            state.shielded = True
            return failure(e)

    def outer_job(self, message):
        """A job of its own."""
        state = here.state = interrupts.enter()
        try:
            try:
                return run_job(message)
            finally:
                here.state = None
                interrupts.leave(state)
        except BaseException as e:
            return failure(e)

    def serve(self):
        """Does jobs for ever."""
        while True:
            self.finish(self.outer_job(self.receive()))


def run_job(message):
    return jobs[message[1]](*message[2:])


def failure(exception):
    """The result of a job that failed as a whole: a thread may be stopped between two callbacks."""
    return '%s: %s' % (type(exception).__name__, exception)


def to_bytearrays(value):
    """Redis text that is not UTF-8 is a bytearray in a gear."""
    kind = type(value)
    if kind is bytes:
        return bytearray(value)
    if kind is list:
        return [to_bytearrays(v) for v in value]
    if kind is dict:
        return {to_bytearrays(k): to_bytearrays(v) for k, v in value.items()}
    return value


class Here(threading.local):
    """What belongs to the running thread; a job puts its own values here and puts the old ones back."""
    state = None        # of the job, as interrupts need it
    channel = None      # the socket to the module
    session = None      # the session of the script that runs
    execution = None    # the execution that runs
    context = None      # the execution whose hook or command is being handled, also while its coroutines run
    top_level = False   # whether the text of a script runs
    may_block = False   # whether a client can be made to wait
    atomic = False      # inside `with atomic()`
    registered = False  # registerGearsThread was called


here = Here()
_control = None
_control_lock = threading.Lock()


def use_control(sock):
    global _control
    _control = sock
    _sockets.add(sock)


# For a process that a script forks: it must not speak for this one, nor keep its sockets open.
_sockets = weakref.WeakSet()
_forked = False


def _leave_to_parent():
    global _forked
    _forked = True
    for sock in list(_sockets):
        sock.close()


os.register_at_fork(after_in_child=_leave_to_parent)


def current():
    channel = here.channel
    if channel is None:
        channel = here.channel = _open()
    return channel


def _open():
    """A socket for a thread that has none: one end goes to the module over the control socket."""
    ours, theirs = socket.socketpair()
    with theirs, _control_lock:
        rights = array.array('i', [theirs.fileno()])
        _control.sendmsg([b'c'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    return Channel(ours)


def call(name, *args):
    if _forked:
        raise error('a process that a script has forked cannot use Redis')
    return current().call(name, args)


def job(function):
    jobs[function.__name__] = function
    return function
