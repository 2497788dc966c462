"""The session of a script: its globals, shared by everything the script started or registered."""
import weakref

from .channel import here


class Session:
    def __init__(self, ident, namespace):
        self.ident = ident
        self.globals = dict(namespace)
        self.run = None             # the execution that the top level of the script started
        self.profiler = None
        self._namespace = namespace
        self._on_shards = {}

    def on_shard(self, shard):
        """The same session on another simulated shard: its functions are copies, and its globals are its own."""
        if shard not in self._on_shards:
            self._on_shards[shard] = Session(self.ident, self._namespace)
        return self._on_shards[shard]


class PyExecutionSession:
    """What getGearsSession gives: the session, the hook or command that is being handled, and the shard."""
    __slots__ = ('session', 'context', 'shard')

    def __init__(self, session, context, shard):
        self.session = session
        self.context = context
        self.shard = shard

    @classmethod
    def current(cls):
        return None if here.session is None else cls(here.session, here.context, here.shard)

    @staticmethod
    def enter(wanted):
        if wanted is None:
            here.session, here.context, here.shard = None, None, 0
        else:
            here.session, here.context, here.shard = wanted.session, wanted.context, wanted.shard


_sessions = weakref.WeakValueDictionary()


def create(ident, namespace):
    session = _sessions[ident] = Session(ident, namespace)
    return session


def get(ident):
    return _sessions.get(ident)
