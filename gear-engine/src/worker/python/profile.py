"""Where the time of executions goes, while ProfileExecutions is on: per callback for RG.PYPROFILE, per step for RG.GETEXECUTION."""
import cProfile
import io
import pstats
import time

from . import errors, session
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


def timed(records, times, index):
    """The records, while the time they take is added to times[index]: that of the step and of all steps before it."""
    while True:
        began = time.perf_counter()
        try:
            record = next(records)
        except StopIteration:
            return
        finally:
            times[index] += time.perf_counter() - began
        yield record


def own_times(times):
    """From the times of steps with those before them to the milliseconds of each alone."""
    own, before = [], 0
    for spent in times:
        # A step that does nothing here has taken no time.
        spent = max(spent, before)
        own.append(int((spent - before) * 1000))
        before = spent
    return tuple(own)


@job
def profile_text(ident):
    """Whether there is a profile, and its text or that of the error."""
    current = session.get(ident)
    out = io.StringIO()
    try:
        # An error of pstats says that nothing was recorded.
        stats = pstats.Stats(current and current.profiler or cProfile.Profile(), stream=out)
    except TypeError as e:
        return False, errors.printable(errors.describe(e))
    stats.sort_stats('tottime').print_stats()
    return True, out.getvalue()


@job
def profile_reset(ident):
    current = session.get(ident)
    if current is not None:
        current.profiler = None
