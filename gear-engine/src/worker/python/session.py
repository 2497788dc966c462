"""The session of a script: its globals, shared by everything the script started or registered."""
import weakref


class PyExecutionSession:
    def __init__(self, ident, namespace):
        self.ident = ident
        self.globals = dict(namespace)
        self.run = None             # the execution that the top level of the script started
        self.profiler = None


_sessions = weakref.WeakValueDictionary()


def create(ident, namespace):
    session = _sessions[ident] = PyExecutionSession(ident, namespace)
    return session


def get(ident):
    return _sessions.get(ident)
