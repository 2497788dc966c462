"""The session of a script: its globals, shared by everything the script started or registered."""
import weakref

from .channel import here


class Session:
    def __init__(self, ident, namespace):
        self.ident = ident
        self.globals = dict(namespace)
        self.run = None             # the execution that the top level of the script started
        self.profiler = None


class PyExecutionSession:
    """What getGearsSession gives: the session, and the hook or command that is being handled."""
    __module__ = 'redisgears'
    __slots__ = ('session', 'context')

    def __init__(self, session, context):
        self.session = session
        self.context = context

    @classmethod
    def current(cls):
        return None if here.session is None else cls(here.session, here.context)

    @staticmethod
    def enter(wanted):
        if wanted is None:
            here.session, here.context = None, None
        else:
            here.session, here.context = wanted.session, wanted.context


_sessions = weakref.WeakValueDictionary()


def create(ident, namespace):
    session = _sessions[ident] = Session(ident, namespace)
    return session


def get(ident):
    return _sessions.get(ident)


def get_or_create(ident, namespace):
    return get(ident) or create(ident, namespace)
