"""RG.PYPROFILE: where the time of a session's callbacks goes, while ProfileExecutions is on."""
import cProfile
import io
import pstats

from . import session
from .channel import job

enabled = False


def start(current):
    if not enabled:
        return None
    if current.profiler is None:
        current.profiler = cProfile.Profile()
    try:
        current.profiler.enable()
    except ValueError:
        return None  # another thread is being profiled, and Python profiles one at a time
    return current.profiler


def stop(profiler):
    if profiler is not None:
        profiler.disable()


@job
def profile_text(ident):
    current = session.get(ident)
    out = io.StringIO()
    if current is not None and current.profiler is not None:
        pstats.Stats(current.profiler, stream=out).sort_stats('tottime').print_stats()
    return out.getvalue()


@job
def profile_reset(ident):
    current = session.get(ident)
    if current is not None:
        current.profiler = None
