"""The asyncio loop on which coroutines of all scripts run."""
import asyncio
import threading
from asyncio.futures import Future

from . import api
from .channel import here
from .session import PyExecutionSession

log = api.module.log
loop = asyncio.new_event_loop()


class GearsSession:
    def __init__(self, s):
        self.s = s

    def __enter__(self):
        PyExecutionSession.enter(self.s)
        return self

    def __exit__(self, kind, value, traceback):
        # A coroutine that is thrown away is closed on any thread, and that thread has a session of its own.
        if kind is not GeneratorExit:
            PyExecutionSession.enter(None)


class GearsFuture(Future):
    """A future that goes on in the session which made it, and that cannot be awaited while Redis is locked."""

    def __init__(self, *, loop=None, gearsSession=None):
        Future.__init__(self, loop=loop)
        self.gearsSession = gearsSession

    def add_done_callback(self, fn, *, context=None):
        def in_session(*args, **kwargs):
            try:
                with GearsSession(self.gearsSession):
                    fn(*args, **kwargs)
            except Exception as e:
                log(str(e))
        Future.add_done_callback(self, in_session, context=context)

    def __await__(self):
        if here.atomic:
            raise Exception('await is not allow inside atomic block')
        return (yield from Future.__await__(self))


loop.create_future = lambda: GearsFuture(loop=loop, gearsSession=PyExecutionSession.current())


def createFuture():
    return loop.create_future()


def setFutureResults(f, res):
    loop.call_soon_threadsafe(lambda: f.done() or f.set_result(res))


def setFutureException(f, exception):
    if not isinstance(exception, Exception):
        exception = Exception(str(exception))
    loop.call_soon_threadsafe(lambda: f.done() or f.set_exception(exception))


def runCoroutine(cr, f=None, delay=0, s=None):
    if s is None:
        s = PyExecutionSession.current()

    async def run():
        try:
            with GearsSession(s):
                if delay:
                    await asyncio.sleep(delay)
                PyExecutionSession.enter(s)  # the sleep may have ended in another session
                res = await cr
        except (Exception, asyncio.CancelledError) as e:
            if f is not None:
                _quietly(f.continueFailed, e)
            return
        if f is not None:
            _quietly(f.continueRun, res)
    asyncio.run_coroutine_threadsafe(run(), loop)


def _quietly(function, value):
    try:
        function(value)
    except Exception as e:
        log(str(e))


def forever(loop):
    here.registered = True
    asyncio.set_event_loop(loop)
    loop.run_forever()


thread = threading.Thread(target=forever, args=(loop,), name='gears-loop', daemon=True)
